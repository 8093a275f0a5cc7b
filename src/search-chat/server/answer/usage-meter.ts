import type { Usage } from "../../../core/answer.ts";

/** Sums what the upstream calls of one answer have used. */
export interface UsageMeter {
  add(usage: Usage): void;
  total(): Usage;
}

export function createUsageMeter(): UsageMeter {
  let total: Usage = { promptTokens: 0, completionTokens: 0, totalTokens: 0 };
  return {
    add(usage) {
      total = {
        promptTokens: total.promptTokens + usage.promptTokens,
        completionTokens: total.completionTokens + usage.completionTokens,
        totalTokens: total.totalTokens + usage.totalTokens,
      };
    },
    total: () => total,
  };
}
