/*
 * Zooming into the pictures of time: drag across one, double click for the whole; or by keys and
 * buttons. The pictures are complete without it. Works in the picture's own units: whatever stands
 * in a group of class `moves` lies on the axis of time, and all else stays where it is.
 */
for (const svg of document.querySelectorAll('svg.zoomable')) makeZoomable(svg);

function makeZoomable(svg) {
  const frame = frameOf(svg);
  const places = [...svg.querySelectorAll('.moves')].flatMap((group) =>
    [...group.querySelectorAll('rect, path, line, circle, text')].map((one) => placer(one, frame)),
  );
  let view = frame.whole;
  const bar = toolBar();
  const show = ([fromMs, toMs]) => {
    view = within(frame.whole, fromMs, toMs);
    const scale = (frame.whole[1] - frame.whole[0]) / (view[1] - view[0]);
    const start = frame.x(view[0]);
    const map = (x) => frame.left + (x - start) * scale;
    for (const place of places) place(map, scale);
    const isWhole = scale < 1.000001;
    svg.classList.toggle('zoomed', !isWhole);
    for (const group of svg.querySelectorAll('.moves')) {
      if (isWhole) group.removeAttribute('clip-path');
      else group.setAttribute('clip-path', `url(#${frame.clip})`);
    }
    drawTicks(svg, frame, view);
    bar.say(isWhole ? 'Shown: all of it' : `Shown: ${stretch(view)}`);
  };
  const by = (centre, factor) => {
    const half = ((view[1] - view[0]) * factor) / 2;
    show([centre - half, centre + half]);
  };
  const middle = () => (view[0] + view[1]) / 2;
  const shift = (part) => {
    const wanted = (view[1] - view[0]) * part;
    const room = wanted < 0 ? frame.whole[0] - view[0] : frame.whole[1] - view[1];
    const step = wanted < 0 ? Math.max(wanted, room) : Math.min(wanted, room);
    show([view[0] + step, view[1] + step]);
  };
  const actions = {
    'Zoom in': () => by(middle(), 0.5),
    'Zoom out': () => by(middle(), 2),
    Earlier: () => shift(-0.25),
    Later: () => shift(0.25),
    'Whole picture': () => show(frame.whole),
  };
  bar.add(actions);
  svg.closest('figure').before(bar.element);
  onKeys(svg, actions);
  onDrag(svg, frame, () => view, show);
  svg.addEventListener('dblclick', actions['Whole picture']);
}

function frameOf(svg) {
  const { from, to, left, right, zero } = svg.dataset;
  const whole = [Number(from), Number(to)];
  const [a, b] = [Number(left), Number(right)];
  const perMs = (b - a) / (whole[1] - whole[0]);
  const x = (ms) => a + (ms - whole[0]) * perMs;
  return { whole, left: a, right: b, x, perMs, zero, clip: `${svg.id}-clip` };
}

/** At least a tenth of a second, and never beyond the picture. */
function within(whole, fromMs, toMs) {
  const wide = Math.min(whole[1] - whole[0], Math.max(100, toMs - fromMs));
  const start = Math.min(whole[1] - wide, Math.max(whole[0], (fromMs + toMs - wide) / 2));
  return [start, start + wide];
}

/** A function that puts one element where the map says. */
function placer(element, { left, right }) {
  const number = (name) => Number(element.getAttribute(name));
  const inside = (x) => Math.min(right, Math.max(left, x));
  const shown = (isShown) => {
    element.style.display = isShown ? '' : 'none';
  };
  const put = (name, x) => element.setAttribute(name, x.toFixed(2));
  if (element.localName === 'path')
    return (map, scale) =>
      element.setAttribute('transform', `matrix(${scale} 0 0 1 ${map(0).toFixed(3)} 0)`);
  if (element.localName === 'circle') {
    const x = number('cx');
    return (map) => put('cx', map(x));
  }
  if (element.localName === 'line') {
    const [x1, x2] = [number('x1'), number('x2')];
    return (map) => {
      shown(map(x2) >= left && map(x1) <= right);
      put('x1', inside(map(x1)));
      put('x2', inside(map(x2)));
    };
  }
  if (element.localName === 'text') return textPlacer(element, number('x'), left, right);
  const x = number('x');
  const drawn = number('width');
  // A mark that was widened to be seen has its true width beside it.
  const wide = element.dataset.wide === undefined ? drawn : Number(element.dataset.wide);
  const least = wide < drawn ? drawn : 0;
  return (map) => {
    const [start, end] = [map(x), Math.max(map(x + wide), map(x) + least)];
    shown(end >= left && start <= right);
    put('x', inside(start));
    put('width', Math.max(0, inside(end) - inside(start)));
  };
}

/** A name goes with the bar before it, in its visible part if it stood in it. */
function textPlacer(text, x, left, right) {
  const bar = text.previousElementSibling;
  const put = (at, isShown) => {
    text.style.display = isShown ? '' : 'none';
    text.setAttribute('x', at.toFixed(2));
  };
  if (bar?.localName !== 'rect') return (map) => put(map(x), map(x) >= left && map(x) <= right);
  const start = Number(bar.getAttribute('x'));
  const end = start + Number(bar.getAttribute('width'));
  return () => {
    const from = Number(bar.getAttribute('x'));
    const to = from + Number(bar.getAttribute('width'));
    const isShown = bar.style.display !== 'none';
    if (text.classList.contains('t-mid')) put((from + to) / 2, isShown);
    else if (x > end) put(to + x - end, isShown);
    else put(from + x - start, isShown);
  };
}

function onDrag(svg, frame, view, show) {
  let from;
  let mark;
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    return Math.min(frame.right, Math.max(frame.left, x));
  };
  const moment = (x) => {
    const [fromMs, toMs] = view();
    return fromMs + ((x - frame.left) / (frame.right - frame.left)) * (toMs - fromMs);
  };
  // A finger scrolls; it has the buttons.
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.preventDefault();
    svg.focus({ preventScroll: true });
    svg.setPointerCapture(event.pointerId);
    from = at(event);
    mark = element('rect', { class: 'selection', y: 0, height: svg.viewBox.baseVal.height });
    svg.append(mark);
  });
  svg.addEventListener('pointermove', (event) => {
    if (from === undefined) return;
    mark.setAttribute('x', Math.min(from, at(event)));
    mark.setAttribute('width', Math.abs(at(event) - from));
  });
  const end = (event) => {
    if (from === undefined) return;
    const ends = [from, at(event)].sort((a, b) => a - b);
    from = undefined;
    mark.remove();
    if (event.type === 'pointerup' && ends[1] - ends[0] > 5) show(ends.map(moment));
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
}

function onKeys(svg, actions) {
  const keys = {
    '+': 'Zoom in',
    '=': 'Zoom in',
    '-': 'Zoom out',
    ArrowLeft: 'Earlier',
    ArrowRight: 'Later',
    Escape: 'Whole picture',
  };
  svg.tabIndex = 0;
  svg.addEventListener('keydown', (event) => {
    const action = actions[keys[event.key]];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}

function toolBar() {
  const bar = document.createElement('div');
  bar.className = 'zoom-bar';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Zoom of the picture below');
  const said = document.createElement('output');
  said.textContent = 'Drag across the picture to zoom in, double click for the whole of it.';
  return {
    element: bar,
    say: (words) => {
      said.textContent = words;
    },
    add: (actions) => {
      for (const [name, action] of Object.entries(actions)) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = name;
        button.addEventListener('click', action);
        bar.append(button);
      }
      bar.append(said);
    },
  };
}

function drawTicks(svg, frame, [fromMs, toMs]) {
  const group = svg.querySelector('.ticks');
  const y = Number(group.dataset.y);
  const step = tickStep((toMs - fromMs) / 10);
  const marks = [];
  for (let tick = Math.ceil(fromMs / step); tick * step <= toMs; tick += 1) {
    const share = (tick * step - fromMs) / (toMs - fromMs);
    const x = (frame.left + share * (frame.right - frame.left)).toFixed(2);
    const label = element('text', { class: 't-soft t-mid', x, y: y + 17 });
    label.textContent = tick === 0 ? frame.zero : moment(tick * step, step);
    marks.push(element('line', { class: 'axis', x1: x, x2: x, y1: y, y2: y + 4 }), label);
  }
  group.replaceChildren(...marks);
}

function tickStep(rough) {
  const steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000];
  return steps.find((step) => step >= rough) ?? 60_000 * Math.ceil(rough / 60_000);
}

function moment(ms, step) {
  const sign = ms < 0 ? '−' : '+';
  const digits = step < 100 ? 2 : step < 1000 ? 1 : 0;
  const seconds = Number((Math.abs(ms) / 1000).toFixed(digits));
  if (seconds < 180) return `${sign}${seconds.toFixed(digits)} s`;
  const rest = (seconds % 60).toFixed(digits);
  return `${sign}${Math.floor(seconds / 60)} min${Number(rest) === 0 ? '' : ` ${rest} s`}`;
}

function stretch([fromMs, toMs]) {
  const step = (toMs - fromMs) / 10;
  return `${moment(fromMs, step)} to ${moment(toMs, step)}`;
}

function element(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
