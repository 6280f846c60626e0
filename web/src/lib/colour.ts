/* Colours of the style sheet for what is painted on a canvas. */

/** The token of the style sheet as a canvas takes it, where it may be a colour of the system that depends on the element. */
export function colour_of(element: Element, token: string): string {
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
