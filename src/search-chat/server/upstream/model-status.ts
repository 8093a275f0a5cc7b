/** How quickly the models have answered lately. */
export interface FirstByteTimes {
  note(model: string, ms: number): void;
  /** The median of the last answers, in ms; undefined: nobody has asked this model yet. */
  medianMs(model: string): number | undefined;
}

const REMEMBERED_ANSWERS = 21;
/** Callers name models freely, so what is remembered is bounded; the model that was asked longest ago is forgotten. */
const MAX_MODELS = 1_000;

/** Starts with nothing remembered. It forgets when the process ends. */
export function createFirstByteTimes(): FirstByteTimes {
  const byModel = new Map<string, readonly number[]>();
  return {
    note(model, ms) {
      const times = [...(byModel.get(model) ?? []), ms].slice(-REMEMBERED_ANSWERS);
      byModel.delete(model);
      byModel.set(model, times);
      const [oldest] = byModel.keys();
      if (byModel.size > MAX_MODELS && oldest !== undefined) byModel.delete(oldest);
    },
    medianMs(model) {
      const sorted = byModel.get(model)?.toSorted((a, b) => a - b) ?? [];
      const lower = sorted[Math.floor((sorted.length - 1) / 2)];
      const upper = sorted[Math.floor(sorted.length / 2)];
      return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
    },
  };
}
