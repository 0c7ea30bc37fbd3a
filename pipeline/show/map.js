// A map of the world in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018): areas keep their proportions, and it looks like a map.

const SCALE = 200;  // units of the drawing a unit of the projection: the world is 1083 wide and 527 high
function project(lon, lat) {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const theta = Math.asin((Math.sqrt(3) / 2) * Math.sin((lat * Math.PI) / 180));
  const t2 = theta * theta, t6 = t2 * t2 * t2;
  const x = (2 * Math.sqrt(3) * ((lon * Math.PI) / 180) * Math.cos(theta)) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
  const y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1);
  return [x * SCALE, -y * SCALE];
}
const HALF_WIDTH = project(180, 0)[0], HALF_HEIGHT = -project(0, 90)[1];

// Paths of land and borders, made once from the lines of world.txt (make_world tells their form).
const outlines = {
  get paths() {
    if (this.made) return this.made;
    const out = {L: "", B: ""};
    for (const line of byId("world").textContent.trim().split("\n")) {
      const numbers = line.slice(2).split(" ");
      let x = 0, y = 0;
      for (let i = 0; i < numbers.length; i += 2) {
        x += +numbers[i];
        y += +numbers[i + 1];
        const [px, py] = project(x / 10, y / 10);
        out[line[0]] += `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`;
      }
      if (line[0] === "L") out.L += "Z";
    }
    return (this.made = out);
  },
  get sphere() {
    const edge = [];
    for (let lat = -90; lat <= 90; lat += 5) edge.push(project(180, lat));
    const other = edge.map(([x, y]) => [-x, y]).reverse();
    return "M" + [...edge, ...other].map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L") + "Z";
  },
};

const ASPECT = 1.75;
// The part of the world that holds all points: never smaller than a continent, so that one sees where it is.
function viewOf(points, whole) {
  if (whole || !points.length) return [-HALF_WIDTH, -HALF_HEIGHT, 2 * HALF_WIDTH, 2 * HALF_HEIGHT];
  const xs = points.map((one) => one.x), ys = points.map((one) => one.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.min(2 * HALF_WIDTH, Math.max((right - left) * 1.3, (bottom - top) * 1.4 * ASPECT, HALF_WIDTH * 0.42));
  const height = Math.min(width / ASPECT, 2 * HALF_HEIGHT);
  const x = Math.max(-HALF_WIDTH, Math.min(HALF_WIDTH - width, (left + right - width) / 2));
  const y = Math.max(-HALF_HEIGHT, Math.min(HALF_HEIGHT - height, (top + bottom - height) / 2));
  return [x, y, width, height];
}

const pen = document.createElement("canvas").getContext("2d");
// How wide a name is, in pixels.
function widthOf(name) {
  pen.font = `550 11.5px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(name).width + 4;
}

// Names beside dots, the weightiest first, as long as they hit neither each other nor the edge.
function labelsFor(points, view, unit) {
  const [x, y, width, height] = view;
  const taken = points.map((one) => [one.x - 4 * unit, one.y - 4 * unit, one.x + 4 * unit, one.y + 4 * unit]);
  const free = (box) => box[0] > x && box[1] > y && box[2] < x + width && box[3] < y + height && !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  const out = [];
  for (const one of points) {
    const length = widthOf(one.name) * unit, tall = 13 * unit;
    for (const right of [true, false]) {
      const from = right ? one.x + 6 * unit : one.x - 6 * unit - length;
      const box = [from, one.y - tall / 2, from + length, one.y + tall / 2];
      if (!free(box)) continue;
      taken.push(box);
      out.push(el("text", {x: right ? one.x + 7 * unit : one.x - 7 * unit, y: one.y + 4 * unit, "text-anchor": right ? "start" : "end", "font-size": 11.5 * unit}, one.name));
      break;
    }
  }
  return out;
}

// places: [{id, name, lat, lon, weight, area}]; `choose(id)` is called when a dot is clicked. The list below the map does the same for keys.
function drawMap(places, choose) {
  const points = places.map((one) => {
    const [x, y] = project(one.lon, one.lat);
    return {...one, x, y};
  }).sort((a, b) => b.weight - a.weight);
  const most = Math.max(...points.map((one) => one.weight));
  const zoomable = viewOf(points, false)[2] < 1.6 * HALF_WIDTH;
  const figure = el("figure", {class: "map"});
  let whole = !zoomable, pixels = 0;
  const draw = () => {
    const view = viewOf(points, whole);
    const unit = view[2] / pixels;  // a pixel
    const dot = (one) => el("circle", {class: one.area ? "area" : "dot", cx: one.x.toFixed(1), cy: one.y.toFixed(1), r: ((3 + 4 * Math.sqrt(one.weight / most)) * unit).toFixed(2),
      "stroke-width": 1.4 * unit, "data-id": one.id, onclick: () => choose(one.id)}, el("title", {}, one.name));
    const label = `Map of ${plural(points.length, "place")}: ${points.slice(0, 12).map((one) => one.name).join(", ")}${points.length > 12 ? " …" : ""}`;
    const svg = el("svg", {viewBox: view.map((n) => n.toFixed(1)).join(" "), role: "img", "aria-label": label},
      el("path", {class: "sea", d: outlines.sphere}), el("path", {class: "land", d: outlines.paths.L}),
      el("path", {class: "borders", d: outlines.paths.B, "stroke-width": 0.7 * unit}), points.toReversed().map(dot), labelsFor(points.slice(0, 40), view, unit));
    figure.replaceChildren(svg, el("figcaption", {}, points.some((one) => one.area) && el("span", {}, "○ country or region  ● town or spot"),
      zoomable && el("button", {type: "button", class: "link", onclick: () => {
        whole = !whole;
        draw();
      }}, whole ? "Zoom in" : "Whole world")));
  };
  // Dots and names keep their size on the screen, so the map is drawn when its width is known, and again when that changes.
  const observer = new ResizeObserver(([entry]) => {
    if (!figure.isConnected) return observer.disconnect();
    const width = Math.round(entry.contentRect.width);
    if (width === 0 || width === pixels) return;
    pixels = width;
    draw();
  });
  observer.observe(figure);
  return figure;
}
