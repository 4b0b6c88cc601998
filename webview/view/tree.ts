/**
 * The tree: a window of rows on a tall canvas, with one tab stop and `aria-activedescendant`. It draws
 * from the store and changes nothing itself. It lives in the light DOM, where VS Code looks for
 * `data-vscode-context`.
 */
import { html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";

import { focusedBeside, isFocusFree } from "../focus.js";
import type { Inspector } from "../inspector.js";
import type { ScrollPlace } from "../model/memory.js";
import type { NodeKey } from "../model/nodeKeys.js";
import { indexOfKey } from "../model/outline.js";
import type { Outline } from "../model/rows.js";
import { rowContext } from "../model/rowContext.js";
import { linesOver } from "../model/sticky.js";
import type { ScrolledRows } from "../model/sticky.js";
import { settleReveal } from "../revealing.js";
import type { PlacedRow } from "../store.js";

import { Clock } from "./clock.js";
import { drawAgain } from "./drawAgain.js";
import { DrawnRows } from "./drawnRows.js";
import { Resting } from "./resting.js";
import { rowId, rowTemplate } from "./row.js";
import type { RowView } from "./row.js";
import { actionsOf } from "./rowActions.js";
import type { RowAction } from "./rowActions.js";
import { measureRowHeight } from "./rowHeight.js";
import { openRowMenu } from "./rowMenu.js";
import { RowWindow } from "./rowWindow.js";
import { rowsAddedAbove } from "./scrollAnchor.js";
import { stickyTemplate } from "./stickyRow.js";
import { StickyRows } from "./stickyRows.js";
import { toolbarTemplate } from "./toolbar.js";
import { TreeGestures } from "./treeGestures.js";
import { nameOf, treeName } from "./words.js";

/** The items of VS Code's own menu (Cut, Paste) mean nothing here. */
const noMenu = JSON.stringify({ preventDefaultContextMenuItems: true });

export class InspectorTree extends LitElement {
  readonly #inspector: Inspector;
  readonly #clock = new Clock(document);
  readonly #scroller = createRef<HTMLElement>();
  readonly #tree = createRef<HTMLElement>();
  readonly #window = new RowWindow(
    this,
    () => this.#scroller.value ?? null,
    () => this.#followScroll(),
  );
  readonly #gestures: TreeGestures;
  readonly #drawnRows = new DrawnRows(() => focusedBeside(this));
  readonly #sticky = new StickyRows();
  readonly #resting = new Resting(() => this.requestUpdate());
  #drawn: Outline;
  #rowHeight = 0;
  #rowsAdded = 0;
  #toReveal: number | undefined;
  #hadFocus = false;
  #hovered: NodeKey | null = null;
  #restoring: ScrollPlace | null = null;
  #stop: (() => void) | undefined;

  constructor(inspector: Inspector) {
    super();
    this.#inspector = inspector;
    this.#drawn = inspector.store.outline;
    this.#gestures = new TreeGestures(inspector.store, inspector.intents, {
      pageRows: () => this.#window.pageRows,
      focus: () => this.#focusTree(),
      openMenu: (index) => this.#openMenu(index),
      seek: () => inspector.seeking.open(null),
      reveal: (index) => {
        this.#toReveal = index;
        this.requestUpdate();
      },
    });
  }

  /** Where the view is, or where it is still on its way to. */
  get place(): ScrollPlace {
    if (this.#restoring) return this.#restoring;
    const { offset, visible } = this.#window;
    return { topKey: this.#inspector.store.rowAt(visible.start)?.content.key ?? null, offset };
  }

  /** Brings the keyboard to the tree. */
  takeKeyboard(): void {
    this.#focusTree();
  }

  /** Goes to where the view was, as soon as the rows are there and unless the person moved on. */
  restore(place: ScrollPlace): void {
    this.#restoring = place;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#rowHeight = measureRowHeight(this);
    const stopFollowing = this.#inspector.store.subscribe(() => this.#follow());
    const themes = new MutationObserver(() => this.#remeasure());
    themes.observe(document.documentElement, { attributeFilter: ["style", "class"] });
    const { isOwnPage } = this.#inspector.surroundings;
    if (isOwnPage) window.addEventListener("focus", this.#takeFocus);
    this.#stop = () => {
      stopFollowing();
      themes.disconnect();
      window.removeEventListener("focus", this.#takeFocus);
    };
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#resting.stop();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    if (this.#inspector.surroundings.isOwnPage && document.hasFocus()) this.#takeFocus();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.contains(focusedBeside(this));
    const { outline, focusIndex } = this.#inspector.store;
    if (outline !== this.#drawn) {
      this.#rowsAdded += rowsAddedAbove(this.#drawn, outline, this.#window.visible);
      this.#drawn = outline;
      // Where the place is as high as its rows, the style sheet asks for them.
      this.style.setProperty("--rows", String(outline.rows));
    }
    this.#window.setRows({ count: outline.rows, height: this.#rowHeight, kept: focusIndex });
  }

  protected override render(): TemplateResult {
    const { outline, focusIndex } = this.#inspector.store;
    const { canvasHeight } = this.#window;
    const sticky = this.#sticky.place(this.#scrolledRows);
    return html`<div
      ${ref(this.#scroller)}
      class="scroller"
      data-vscode-context=${noMenu}
      @keydown=${this.#onKey}
      @click=${this.#onClick}
      @contextmenu=${this.#onContextMenu}
      @pointerover=${this.#onPointer}
      @pointerleave=${this.#onPointer}
      @pointerdown=${this.#onMove}
      @wheel=${this.#onMove}
    >
      <div class="sticky-rows" aria-hidden="true">
        ${sticky.map((each) => stickyTemplate(each, this.#viewOf(each.row)))}
      </div>
      <div
        ${ref(this.#tree)}
        class="tree"
        role="tree"
        aria-multiselectable="true"
        tabindex="0"
        aria-label=${treeName}
        aria-activedescendant=${outline.rows > 0 ? rowId(focusIndex) : ""}
        .style=${`height: ${canvasHeight}px`}
      >
        ${this.#rowTemplates()}
      </div>
      ${this.#toolbars()}
    </div>`;
  }

  protected override updated(): void {
    this.#settleScroll();
    this.#keepFocusInside();
    const { visible } = this.#window;
    this.#resting.see(visible);
    if (!this.#resting.isFlying) this.#inspector.loader.show(visible);
  }

  #rowTemplates(): unknown {
    const rows = this.#drawnRows.assign(this.#window.chunks, this.#scrolledRows.rowAt);
    return repeat(
      rows,
      ({ slot }) => slot,
      ({ row }) => rowTemplate(row, this.#viewOf(row)),
    );
  }

  #viewOf(row: PlacedRow): RowView {
    const { store, intents } = this.#inspector;
    return {
      state: store.state,
      intents,
      clock: this.#clock,
      top: this.#window.topOf(row.index),
      isFocused: this.#isFocused(row),
      isHovered: this.#isHovered(row),
      actionCount: this.#actionsOf(row).length,
    };
  }

  get #scrolledRows(): ScrolledRows<PlacedRow> {
    const { store } = this.#inspector;
    const { offset } = this.#window;
    return { rowAt: (index) => store.rowAt(index), offset, height: this.#rowHeight };
  }

  /** Rows scroll by themselves; what stays on top of them is drawn when that changes. */
  #followScroll(): void {
    if (this.#sticky.hasChanged(this.#scrolledRows)) drawAgain(this);
  }

  #toolbars(): readonly TemplateResult[] {
    const { store, intents } = this.#inspector;
    const others = [this.#hovered, store.state.confirming].flatMap((key) =>
      key === null ? [] : (indexOfKey(store.outline, key) ?? []),
    );
    const rows = [...new Set([store.focusIndex, ...others])];
    return rows.flatMap((index) => {
      const row = store.rowAt(index);
      const actions = row ? this.#actionsOf(row) : [];
      if (!row || actions.length === 0) return [];
      const place = { row, actions, top: this.#window.topOf(index) };
      return [
        toolbarTemplate({ ...place, isTabStop: this.#isFocused(row), state: store.state }, intents),
      ];
    });
  }

  /** Only the row with the focus, the one under the pointer and one that asks have buttons. */
  #actionsOf(row: PlacedRow): readonly RowAction[] {
    const { state } = this.#inspector.store;
    const isAsking = state.confirming === row.content.key;
    if (!isAsking && !this.#isFocused(row) && !this.#isHovered(row)) return [];
    const actions = actionsOf(row.content, state);
    const isMenuDue = this.#inspector.surroundings.offersMenus && rowContext(row.content, state);
    return isMenuDue ? [...actions, this.#menuOf(row)] : actions;
  }

  #menuOf({ index, content }: PlacedRow): RowAction {
    const label = `More actions for ${nameOf(content)}`;
    return { icon: "ellipsis", label, run: () => this.#openMenu(index) };
  }

  #openMenu(index: number): void {
    openRowMenu(this.querySelector(`#${rowId(index)}`));
  }

  #isFocused({ index }: PlacedRow): boolean {
    return index === this.#inspector.store.focusIndex;
  }

  #isHovered({ content }: PlacedRow): boolean {
    return content.key === this.#hovered;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    this.#restoring = null;
    this.#gestures.key(event);
  };

  readonly #onClick = (event: MouseEvent): void => {
    this.#restoring = null;
    this.#gestures.click(event);
  };

  readonly #onContextMenu = (event: MouseEvent): void => {
    this.#gestures.contextMenu(event);
  };

  readonly #onPointer = (event: PointerEvent): void => {
    const row = event.type === "pointerleave" ? undefined : this.#gestures.rowAt(event);
    const key = row?.content.key ?? null;
    if (key === this.#hovered) return;
    this.#hovered = key;
    // A row that flies past under the pointer is drawn with the rows to come.
    if (!this.#resting.isFlying) this.requestUpdate();
  };

  /** The wheel, or a hand on the scroll bar. */
  readonly #onMove = {
    handleEvent: (): void => {
      this.#restoring = null;
    },
    passive: true,
  };

  /** Who goes to the view by keyboard can walk its rows at once. */
  readonly #takeFocus = (): void => {
    if (isFocusFree(this)) this.#focusTree();
  };

  #focusTree(): void {
    this.#tree.value?.focus({ preventScroll: true });
  }

  #remeasure(): void {
    this.#rowHeight = measureRowHeight(this);
    this.requestUpdate();
  }

  /** The store changed; what the host asked to see comes into view. */
  #follow(): void {
    this.#toReveal = settleReveal(this.#inspector.store) ?? this.#toReveal;
    this.requestUpdate();
  }

  /** Only now is the canvas as high as its rows, so that one can scroll to where they are. */
  #settleScroll(): void {
    if (this.#rowsAdded !== 0 && this.#window.offset > 0) {
      this.#window.scrollTo(this.#window.offset + this.#rowsAdded * this.#rowHeight);
    }
    this.#rowsAdded = 0;
    if (this.#toReveal !== undefined) this.#restoring = null;
    if (this.#restoring) this.#goOnRestoring(this.#restoring);
    const row = this.#inspector.store.rowAt(this.#toReveal ?? -1);
    if (row) this.#window.reveal(row.index, linesOver(row));
    this.#toReveal = undefined;
  }

  /** The old offset brings the right windows in; the row that was on top, once known, is exact. */
  #goOnRestoring({ topKey, offset }: ScrollPlace): void {
    const { outline } = this.#inspector.store;
    const top = topKey === null ? undefined : indexOfKey(outline, topKey);
    if (top !== undefined) this.#restoring = null;
    const within = offset % this.#rowHeight;
    this.#window.scrollTo(top === undefined ? offset : top * this.#rowHeight + within);
  }

  /** A button that had the focus may be gone with what it did; the keyboard stays in the tree. */
  #keepFocusInside(): void {
    if (this.#hadFocus && !this.contains(focusedBeside(this))) this.#focusTree();
  }
}
