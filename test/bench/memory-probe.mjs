// Loaded into a worker with --import: measures the process from inside, without the worker knowing.
import { Session } from "node:inspector/promises";
import { createHistogram, monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";

const RESOLUTION_MS = 10;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
// The same delay, less the time in which the process was ready to run and others had the CPU.
const ownDelay = createHistogram();
let gc = { ms: 0, maxMs: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    gc = { ms: gc.ms + duration, maxMs: Math.max(gc.maxMs, duration) };
  }
}).observe({ entryTypes: ["gc"] });
let resetAt = performance.now();
let last = { wallMs: performance.now(), cpuMs: cpuMs() };
setInterval(() => {
  const now = { wallMs: performance.now(), cpuMs: cpuMs() };
  const lateMs = now.wallMs - last.wallMs - RESOLUTION_MS;
  ownDelay.record(Math.max(1, Math.round(Math.min(lateMs, now.cpuMs - last.cpuMs) * 1e6)));
  last = now;
}, RESOLUTION_MS).unref();
const session = new Session();
session.connect();

const verbs = {
  reset() {
    delay.reset();
    ownDelay.reset();
    gc = { ms: 0, maxMs: 0 };
    resetAt = performance.now();
  },
  read: () => ({
    seconds: (performance.now() - resetAt) / 1000,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    externalMb: process.memoryUsage().external / 2 ** 20,
    // The histogram includes its own pause.
    p50Ms: delay.percentile(50) / 1e6 - RESOLUTION_MS,
    p99Ms: delay.percentile(99) / 1e6 - RESOLUTION_MS,
    maxMs: delay.max / 1e6 - RESOLUTION_MS,
    ownP99Ms: ownDelay.percentile(99) / 1e6,
    ownMaxMs: ownDelay.max / 1e6,
    gcMs: gc.ms,
    gcMaxMs: gc.maxMs,
    cpuMs: cpuMs(),
  }),
  async startHeap() {
    await session.post("HeapProfiler.startSampling", { samplingInterval: 65_536 });
  },
  async stopHeap() {
    // Sampling reports what is still alive; what is only waiting for its collection goes first.
    await session.post("HeapProfiler.collectGarbage");
    const { profile } = await session.post("HeapProfiler.stopSampling");
    const sizes = new Map();
    const visit = ({ callFrame, selfSize, children }, path) => {
      const here = placeOf(callFrame);
      const stack = [here, ...path].slice(0, 4);
      if (selfSize > 0) sizes.set(stack.join(" < "), (sizes.get(stack.join(" < ")) ?? 0) + selfSize);
      for (const child of children) visit(child, stack);
    };
    visit(profile.head, []);
    return top(sizes, 2 ** 20);
  },
  async startCpu() {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 1_000 });
    await session.post("Profiler.start");
  },
  async stopCpu() {
    const { profile } = await session.post("Profiler.stop");
    const times = new Map();
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    for (const [index, id] of profile.samples.entries()) {
      const place = placeOf(nodes.get(id).callFrame);
      times.set(place, (times.get(place) ?? 0) + (profile.timeDeltas[index] ?? 0));
    }
    return top(times, 1_000);
  },
};

process.on("message", (verb) => {
  void Promise.resolve(verbs[verb]()).then((answer) => process.send({ verb, answer }));
});
process.channel?.unref();

/** Of all threads. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function placeOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/(?=src\/|node_modules\/)/u, "").replace(/^file:\/\//u, "");
  return `${functionName || "(anonymous)"} ${file}:${lineNumber + 1}`;
}

function top(sums, unit) {
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 25)
    .map(([place, sum]) => ({ place, sum: sum / unit }));
}
