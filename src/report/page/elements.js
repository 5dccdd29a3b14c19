// Making elements.

const svgSpace = 'http://www.w3.org/2000/svg';

// A new last child of `parent`, SVG inside SVG. Attributes that are null, undefined or false are left out.
function add(parent, tag, attributes = {}, text = '') {
  const space = tag === 'svg' ? svgSpace : parent.namespaceURI;
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.textContent = text;
  parent.append(element);
  return element;
}

function addButton(parent, text, label, press) {
  const button = add(parent, 'button', { type: 'button', 'aria-label': label, title: label }, text);
  button.addEventListener('click', press);
  return button;
}

// A checkbox or radio button inside its label.
function addChoice(parent, type, attributes, text, choose) {
  const label = add(parent, 'label', { class: type });
  const input = add(label, 'input', { type, ...attributes });
  add(label, 'span', {}, text);
  input.addEventListener('change', () => choose(input.checked));
  return label;
}

// The sample of a line in its colour and dashes.
function addKey(parent, classes) {
  const key = add(parent, 'svg', { class: 'key', viewBox: '0 0 24 8', width: 24, height: 8, 'aria-hidden': 'true' });
  add(key, 'path', { class: `line ${classes}`, d: 'M1 4H23' });
  return key;
}

// The classes of the k-th series: seven colours, then the same with dashes.
function seriesClasses(k) {
  return `c${k % 7} d${Math.floor(k / 7) % 3}`;
}
