/** What stood in a text field when the keyboard came to it. */
const before = new WeakMap<Element, string>();

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(element: Element | null): element is TextField {
  return element instanceof HTMLTextAreaElement
    || (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type));
}

/** Remember what text fields held when they were entered. Called once, before the window is mounted. */
export function followTyping(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && isTextField(target)) before.set(target, target.value);
  });
}

/** Whether the keyboard is in a text field. */
export function isTyping(): boolean {
  return isTextField(document.activeElement);
}

/** Whether the text field that has the keyboard was changed since: then undo belongs to the field, not to the library. */
export function hasTyped(): boolean {
  const field = document.activeElement;
  return isTextField(field) && before.has(field) && before.get(field) !== field.value;
}
