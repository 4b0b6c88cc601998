/** Where an inspector stands: what it may take for granted of the page around it. */
export interface Surroundings {
  /** The page is the inspector's alone: keys that nothing else takes are the tree's. */
  readonly isOwnPage: boolean;
  /** The page's policy lets images of bytes be drawn. */
  readonly showsImages: boolean;
  /** Buttons open the menus of rows, because a right click may be somebody else's. */
  readonly offersMenus: boolean;
}

/** A page of a view: the inspector's, with its policy, where every row has VS Code's own menu. */
export const ownPage: Surroundings = { isOwnPage: true, showsImages: true, offersMenus: false };

/** One output among others on the page of a notebook. */
export const output: Surroundings = { isOwnPage: false, showsImages: false, offersMenus: true };
