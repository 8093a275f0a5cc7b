import type { Logger } from "../../core/logger.ts";
import { errorReply } from "./error-reply.ts";
import { ServerFailure } from "./failure.ts";

/**
 * What the caller is told of an error; its cause is logged for the operator, with what says which call it was. Of a fault
 * in the call itself the operator need not hear.
 */
export function reportFailure(log: Logger, error: unknown, call: object): ServerFailure {
  if (!(error instanceof ServerFailure)) {
    log.error({ err: error, ...call }, "the search-chat server failed to answer");
    return new ServerFailure("internal", { cause: error });
  }
  if (error.cause !== undefined && errorReply(error.failure).status >= 500) {
    log.warn({ failure: error.failure, err: error.cause, ...call }, "the search-chat server could not answer");
  }
  return error;
}
