import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/peers/**", "test/bench/peers/**", "**/node_modules/**"],
    globalSetup: ["test/redis.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What is waited for comes at once on a quiet machine, and a busy one is not at fault.
    expect: { poll: { timeout: 10_000 } },
  },
});
