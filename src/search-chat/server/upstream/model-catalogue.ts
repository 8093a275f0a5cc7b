import { ServerFailure } from "../failure.ts";
import type { ModelCatalogue } from "../server-parts.ts";
import type { ListModels } from "./list-models.ts";
import type { FirstByteTimes } from "./model-status.ts";

/** The models of the upstream server with how quickly they have answered lately. */
export function createModelCatalogue(list: ListModels, times: FirstByteTimes): ModelCatalogue {
  return {
    list,
    async status(model, context) {
      const ids = (await list(context)).map(({ id }) => id);
      if (model === undefined) return ids.map((id) => ({ id, firstByteMs: times.medianMs(id) }));
      const firstByteMs = times.medianMs(model);
      // A server may serve what it does not list: aliases, and models that it loads when they are asked for.
      if (firstByteMs === undefined && !ids.includes(model)) {
        throw new ServerFailure("modelUnavailable", { detail: "model: no available model of this name" });
      }
      return [{ id: model, firstByteMs }];
    },
  };
}
