// Loaded into a worker with --import: measures the process from inside, without the worker knowing.
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const session = new Session();
session.connect();

const verbs = {
  reset: () => delay.reset(),
  read: () => ({
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    externalMb: process.memoryUsage().external / 2 ** 20,
    // The histogram includes its own pause of 10 ms.
    p50Ms: delay.percentile(50) / 1e6 - 10,
    p99Ms: delay.percentile(99) / 1e6 - 10,
    maxMs: delay.max / 1e6 - 10,
    cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000,
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
