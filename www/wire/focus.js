// Keeps focus and selection where they are while rows move: a node that is moved loses both.

/** Where a screen reader begins to read a new view. */
export const focusHeading = () => document.querySelector("h1")?.focus({ preventScroll: true });

/**
 * @param {() => void} change
 */
export function keepingFocus(change) {
  const focused = document.activeElement;
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  const selected = String(selection);
  change();
  // What a view has given the focus to keeps it.
  if (focused instanceof HTMLElement && focused !== document.body && document.activeElement === document.body) {
    if (focused.isConnected) focused.focus({ preventScroll: true });
    else focusHeading();
  }
  const isLost = selected !== "" && String(selection) !== selected;
  if (isLost && anchorNode?.isConnected && focusNode?.isConnected && fits(anchorNode, anchorOffset) && fits(focusNode, focusOffset)) {
    selection?.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
  }
}

/**
 * @param {Node} node
 * @param {number | undefined} offset
 */
const fits = (node, offset = 0) => offset <= (node.nodeValue?.length ?? node.childNodes.length);
