import type { ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** The response of node:http behind a call. Undefined: the call was made without a socket. */
export function nodeResponseOf(context: Context): ServerResponse | undefined {
  const node: Partial<HttpBindings> | undefined = context.env;
  return node?.outgoing as ServerResponse | undefined;
}
