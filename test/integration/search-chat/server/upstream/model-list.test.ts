import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ListedModel, ModelCatalogue } from "../../../../../src/search-chat/server/server-parts.ts";
import { createListModels } from "../../../../../src/search-chat/server/upstream/list-models.ts";
import { createModelCatalogue } from "../../../../../src/search-chat/server/upstream/model-catalogue.ts";
import { createModelFetch } from "../../../../../src/search-chat/server/upstream/model-fetch.ts";
import {
  createFirstByteTimes,
  type FirstByteTimes,
} from "../../../../../src/search-chat/server/upstream/model-status.ts";
import { type FakeUpstream, startFakeUpstream } from "../../../../fakes/fake-upstream.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";
import { API_KEY } from "./model-site.ts";

const tiny: ListedModel = { id: "tiny", ownedBy: "fake", created: undefined };
const large = { id: "large", object: "model", created: 1_700_000_000, owned_by: "acme" };

describe("the models of an upstream server", () => {
  let upstream: FakeUpstream;
  let catalogue: ModelCatalogue;
  let times: FirstByteTimes;
  let nowMs: number;
  beforeEach(async () => {
    nowMs = 0;
    upstream = await startFakeUpstream({ apiKey: API_KEY });
    times = createFirstByteTimes();
    catalogue = catalogueWith(API_KEY);
  });
  afterEach(() => upstream.close());

  function catalogueWith(apiKey: string): ModelCatalogue {
    const deps = { fetch: createModelFetch(), clock: { now: () => nowMs }, log: createMemoryLog() };
    return createModelCatalogue(createListModels(deps, { baseUrl: upstream.url, apiKey, withinMs: 400 }), times);
  }
  const list = () => catalogue.list({ signal: AbortSignal.timeout(10_000) });
  const status = (model?: string) => catalogue.status(model, { signal: AbortSignal.timeout(10_000) });

  it("are asked for once for all who wait, and again after a minute", async () => {
    expect(await Promise.all([list(), list(), list()])).toEqual([[tiny], [tiny], [tiny]]);
    upstream.list({ json: { data: [large, { id: "bare" }] } });
    nowMs = 59_999;
    expect(await list()).toEqual([tiny]);
    expect(upstream.listed()).toBe(1);
    nowMs = 60_000;
    expect(await list()).toEqual([
      { id: "large", ownedBy: "acme", created: 1_700_000_000 },
      { id: "bare", ownedBy: "upstream", created: undefined },
    ]);
    expect(upstream.listed()).toBe(2);
  });

  it.each([
    ["answers 500", { status: 500, body: "oops" }],
    ["says nothing", "silent"],
    ["stops in the middle", { body: '{"data":[', ending: "hang" }],
    ["sends a web page", { body: "<html>" }],
    ["sends another shape", { json: { models: [] } }],
  ] as const)("stay as they were while the upstream %s", async (_name, reply) => {
    await list();
    upstream.list(reply);
    nowMs = 60_000;
    expect(await list()).toEqual([tiny]);
    nowMs = 64_999;
    await list();
    expect(upstream.listed()).toBe(2);
    upstream.list({ json: { data: [large] } });
    nowMs = 65_000;
    expect((await list()).map(({ id }) => id)).toEqual(["large"]);
  });

  it("are a failure where they were never known, for 5 s without another call", async () => {
    catalogue = catalogueWith("another-key");
    await expect(list()).rejects.toMatchObject({ failure: "modelAccessRefused" });
    await expect(list()).rejects.toMatchObject({ failure: "modelAccessRefused" });
    await upstream.close();
    nowMs = 4_999;
    await expect(list()).rejects.toMatchObject({ failure: "modelAccessRefused" });
    nowMs = 5_000;
    await expect(list()).rejects.toMatchObject({ failure: "modelFailed" });
  });

  it("let go of a caller who leaves, and keep the answer for the others", async () => {
    const caller = new AbortController();
    const left = expect(catalogue.list({ signal: caller.signal })).rejects.toThrow("gone");
    const other = list();
    caller.abort(new Error("gone"));
    await left;
    expect(await other).toEqual([tiny]);
  });

  it("are shown with the median time to their first byte", async () => {
    expect(await status()).toEqual([{ id: "tiny", firstByteMs: undefined }]);
    for (const ms of [900, 100, 300]) times.note("tiny", ms);
    times.note("alias", 50);
    expect(await status()).toEqual([{ id: "tiny", firstByteMs: 300 }]);
    expect(await status("tiny")).toEqual([{ id: "tiny", firstByteMs: 300 }]);
    expect(await status("alias")).toEqual([{ id: "alias", firstByteMs: 50 }]);
    await expect(status("unknown")).rejects.toMatchObject({ failure: "modelUnavailable" });
  });
});
