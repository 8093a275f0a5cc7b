import { afterEach, describe, expect, it } from "vitest";
import { createReadiness, liveness, type ReadinessCheck } from "../../../src/http/health.ts";
import { createHttpServer, type HttpServer } from "../../../src/http/http-server.ts";
import { createMetrics } from "../../../src/http/metrics.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

let server: HttpServer | undefined;
afterEach(() => server?.stop(0));

async function start(checks: readonly ReadinessCheck[], metrics = createMetrics()): Promise<string> {
  const routes = [
    { prefix: "/livez", listener: liveness },
    { prefix: "/readyz", listener: createReadiness(checks) },
    { prefix: "/metrics", listener: metrics.listener },
  ];
  server = createHttpServer({ routes, log: createMemoryLog() }, { host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(await server.start()).port}`;
}

async function readJson(url: string): Promise<readonly [number, unknown]> {
  const response = await fetch(url);
  return [response.status, await response.json()];
}

describe("health", () => {
  it("is alive whatever the other parts are", async () => {
    const url = await start([{ name: "redis", check: () => false }]);
    expect(await readJson(`${url}/livez`)).toEqual([200, { status: "ok" }]);
  });

  it("shows details that decide nothing", async () => {
    const listener = createReadiness([], () => ({ search: [{ name: "tavily", state: "open" }] }));
    server = createHttpServer(
      { routes: [{ prefix: "/readyz", listener }], log: createMemoryLog() },
      { host: "127.0.0.1", port: 0 },
    );
    const { port } = await server.start();
    expect(await readJson(`http://127.0.0.1:${port}/readyz`)).toEqual([
      200,
      { status: "ready", parts: {}, search: [{ name: "tavily", state: "open" }] },
    ]);
  });

  it("is ready when every part is", async () => {
    const url = await start([
      { name: "redis", check: async () => true },
      { name: "slack", check: () => true },
    ]);
    expect(await readJson(`${url}/readyz`)).toEqual([
      200,
      { status: "ready", parts: { redis: "ready", slack: "ready" } },
    ]);
  });

  it("names each part that is not ready: one that says so, one that fails, one that does not answer", async () => {
    const url = await start([
      { name: "redis", check: () => Promise.reject(new Error("away")) },
      { name: "worker", check: () => new Promise(() => {}) },
      { name: "discord", check: () => false },
      { name: "slack", check: () => true },
    ]);
    expect(await readJson(`${url}/readyz`)).toEqual([
      503,
      {
        status: "not ready",
        parts: { redis: "not ready", worker: "not ready", discord: "not ready", slack: "ready" },
      },
    ]);
  });
});

describe("metrics", () => {
  it("counts questions and answers, with what Node tells of itself", async () => {
    const metrics = createMetrics();
    const url = await start([], metrics);
    metrics.questionAccepted("slack");
    metrics.answerEnded({ platform: "slack", outcome: "answered", durationMs: 1_500 });
    metrics.answerEnded({ platform: "slack", outcome: "PROVIDER_UNAVAILABLE", durationMs: 100 });
    metrics.firstWords({ platform: "slack", durationMs: 400 });
    metrics.gauge("footnote_jobs_waiting", "Jobs that wait", () => 3);
    metrics.gauge("footnote_broken", "Cannot be read", () => Promise.reject(new Error("away")));
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/u);
    const lines = (await response.text()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        'footnote_questions_accepted_total{platform="slack"} 1',
        'footnote_answers_total{platform="slack",outcome="answered"} 1',
        'footnote_answers_total{platform="slack",outcome="PROVIDER_UNAVAILABLE"} 1',
        'footnote_answer_duration_seconds_sum{platform="slack"} 1.6',
        'footnote_first_words_seconds_bucket{le="0.5",platform="slack"} 1',
        "footnote_jobs_waiting 3",
        "footnote_broken Nan",
        expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds /u),
      ]),
    );
  });

  it("keeps the metrics of two apps apart", async () => {
    const other = createMetrics();
    const url = await start([]);
    other.questionAccepted("web");
    expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('{platform="web"}');
  });
});
