/** The ids of our views, as the manifest spells them. */

export const refsViewId = "snakebridge.refs";
