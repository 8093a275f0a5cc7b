import { randomBytes, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ApiKeyRights, ApiKeys } from "../../../../src/core/api-key.ts";
import { errorReply } from "../../../../src/search-chat/server/error-reply.ts";
import { ServerFailure } from "../../../../src/search-chat/server/failure.ts";
import { type AdmitCallerOptions, createAdmitCaller } from "../../../../src/search-chat/server/keys/admit-caller.ts";
import { hashKeySecret, newKeySecret } from "../../../../src/search-chat/server/keys/key-secret.ts";
import type { CallScope } from "../../../../src/search-chat/server/server-parts.ts";
import { createApiKeys } from "../../../../src/store/api-keys.ts";
import { startInProcessRedis } from "../../../../src/store/in-process-redis.ts";
import { connections } from "../../store/redis-places.ts";

const scopeSchema = z.enum(["chat", "models", "search"]);
const replySchema = z.looseObject({ err_code: z.number().optional(), retryAfterMs: z.number().optional() });
const closed = { fixedKeys: [], isOpen: false } as const;
const open = { fixedKeys: [], isOpen: true } as const;
const fixed = { fixedKeys: [{ id: "configured", secret: "test-key" }], isOpen: false } as const;

describe("who may call", () => {
  let keys: ApiKeys;
  let server: Awaited<ReturnType<typeof startInProcessRedis>>;
  let connected: ReturnType<typeof connections>;
  let nowMs = 0;
  beforeEach(async () => {
    server = await startInProcessRedis();
    connected = connections(server.url);
    keys = createApiKeys({ connection: connected.open() });
  });
  afterEach(async () => {
    await connected.close();
    await server.close();
  });

  async function make(rights: Partial<ApiKeyRights> = {}): Promise<string> {
    const secret = newKeySecret(randomBytes);
    const all = {
      name: `k${randomUUID()}`,
      scopes: ["chat", "search"],
      daily: undefined,
      perMinute: undefined,
    } as const;
    await keys.create({ ...all, ...rights, hash: hashKeySecret(secret) });
    return secret;
  }

  /** Calls over HTTP, as the front mounts it. */
  function caller(options: AdmitCallerOptions, store: ApiKeys | undefined = keys) {
    const admit = createAdmitCaller({ keys: store, clock: { now: () => nowMs } }, options);
    const app = new Hono();
    app.get("/:scope", async (context) => {
      const scope = scopeSchema.parse(context.req.param("scope"));
      const authorization = context.req.header("authorization");
      const [host, origin] = ["host", "origin"].map((name) => context.req.header(name));
      const call = { scope, authorization, host, origin };
      return context.json(await admit(call));
    });
    app.onError((error, context) => {
      if (!(error instanceof ServerFailure)) throw error;
      const { status, body } = errorReply(error.failure, error.detail);
      return context.json({ ...body.error, retryAfterMs: error.retryAfterMs }, status);
    });
    return async (secret: string | undefined, scope: CallScope = "chat", from: Record<string, string> = {}) => {
      const headers = secret === undefined ? from : { ...from, authorization: `Bearer ${secret}` };
      const response = await app.request(`/${scope}`, { headers });
      return { status: response.status, ...replySchema.parse(await response.json()) };
    };
  }

  it("is anyone while no key was ever made, and for a second more", async () => {
    const call = caller(open);
    expect(await call(undefined)).toEqual({ status: 200, owner: "anyone" });
    await make();
    nowMs += 999;
    expect((await call(undefined)).status).toBe(200);
    nowMs += 1;
    expect((await call(undefined)).status).toBe(401);
  });

  it("costs the store one question, however many call without a key at one moment", async () => {
    let questions = 0;
    const counted: ApiKeys = {
      ...keys,
      use(hash, need) {
        questions += 1;
        return keys.use(hash, need);
      },
    };
    const call = caller(open, counted);
    const replies = await Promise.all(Array.from({ length: 50 }, () => call(undefined)));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(questions).toBe(1);
  });

  it("is the holder of a key, under the key's id", async () => {
    const secret = await make();
    expect(await caller(closed)(secret)).toEqual({ status: 200, owner: hashKeySecret(secret).slice(0, 12) });
  });

  it("is not who sends none, or one that is unknown or revoked", async () => {
    const call = caller(closed);
    const secret = await make({ name: "a" });
    nowMs += 1_000;
    await keys.revoke("a");
    expect(await call(undefined)).toMatchObject({ status: 401, err_code: -10001 });
    expect(await call(newKeySecret(randomBytes))).toMatchObject({ status: 401, err_code: -10005 });
    expect(await call(secret)).toMatchObject({ status: 401, err_code: -10005 });
  });

  it("is told which scope a key has not; any key sees the models", async () => {
    const call = caller(closed);
    const secret = await make({ scopes: ["search"] });
    expect(await call(secret, "chat")).toMatchObject({
      status: 403,
      err_code: -10013,
      message: "This API key has no scope “chat”.",
    });
    expect((await call(secret, "search")).status).toBe(200);
    expect((await call(secret, "models")).status).toBe(200);
  });

  it("is told when the day's calls are used up, and until when", async () => {
    const call = caller(closed);
    const secret = await make({ daily: 1 });
    expect((await call(secret)).status).toBe(200);
    const untilMidnightMs = 24 * 60 * 60 * 1_000 - (Date.now() % (24 * 60 * 60 * 1_000));
    const refused = await call(secret);
    expect(refused).toMatchObject({ status: 429, err_code: -10007 });
    expect(Math.abs((refused.retryAfterMs ?? 0) - untilMidnightMs)).toBeLessThan(2_000);
  });

  it("is told when calls come too quickly, and for how long", async () => {
    const call = caller(closed);
    const secret = await make({ perMinute: 2 });
    await Promise.all([call(secret), call(secret)]);
    const refused = await call(secret);
    expect(refused).toMatchObject({ status: 429, type: "invalid_request_error" });
    expect(refused.err_code).not.toBe(-10007);
    expect(refused.retryAfterMs).toBeGreaterThan(25_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(30_000);
  });

  it("is everybody on an open server, until the first key is made", async () => {
    const call = caller(open);
    expect(await call(undefined)).toEqual({ status: 200, owner: "anyone" });
    expect(await call("whatever")).toEqual({ status: 200, owner: "anyone" });
    const secret = await make({ name: "a" });
    nowMs += 1_000;
    expect(await call(undefined)).toMatchObject({ status: 401, err_code: -10001 });
    expect(await call("whatever")).toMatchObject({ status: 401, err_code: -10005 });
    expect((await call(secret)).status).toBe(200);
    await keys.revoke("a");
    expect((await call(undefined)).status).toBe(401);
  });

  it.each([
    [{ host: "127.0.0.1:3100" }, 200],
    [{ host: "[::1]:3100" }, 200],
    [{ host: "localhost", origin: "http://localhost:5173" }, 200],
    [{ host: "LOCALHOST:3100", origin: "http://127.0.0.1:8080" }, 200],
    [{ host: "localhost", origin: "https://evil.example" }, 403],
    [{ host: "localhost", origin: "null" }, 403],
    [{ host: "localhost", origin: "chrome-extension://abcdef" }, 403],
    [{ host: "localhost", origin: "http://localhost.evil.example" }, 403],
    [{ host: "evil.example:3100" }, 403],
    [{ host: "192.168.1.5:3100" }, 403],
    [{ host: "not a host" }, 403],
  ])("is nobody's page in a browser on an open server (%j: %i), though whoever has a key", async (from, status) => {
    for (const store of [keys, undefined]) {
      const reply = await caller(open, store)(undefined, "chat", from);
      expect(reply.status).toBe(status);
      if (status === 403) expect(reply["err_code"]).toBe(-10014);
    }
    expect((await caller(fixed)("test-key", "chat", from)).status).toBe(200);
  });

  it("is who has the configured key, with and without a place for keys", async () => {
    for (const store of [keys, undefined]) {
      const call = caller(fixed, store);
      expect(await call("test-key", "search")).toEqual({ status: 200, owner: "configured" });
      expect(await call("test-keys")).toMatchObject({ status: 401, err_code: -10005 });
      expect(await call(undefined)).toMatchObject({ status: 401, err_code: -10001 });
    }
    expect((await caller(fixed)(await make())).status).toBe(200);
  });

  it("is nobody but the holder of a configured key while the keys cannot be read", async () => {
    const secret = await make();
    await server.close();
    for (const options of [closed, open, fixed]) {
      expect(await caller(options)(secret)).toMatchObject({ status: 503, retryAfterMs: 5_000 });
    }
    expect((await caller(fixed)("test-key")).status).toBe(200);
  }, 15_000);
});

describe("a new key", () => {
  it("is 256 random bits behind a name that scanners can look for", () => {
    const secret = newKeySecret(randomBytes);
    expect(secret).toMatch(/^footnote_[\w-]{43}$/u);
    expect(newKeySecret(randomBytes)).not.toBe(secret);
    expect(hashKeySecret(secret)).toMatch(/^[0-9a-f]{64}$/u);
  });
});
