import { createServer, type Server } from "node:net";
import { ConfigError } from "../core/errors.ts";

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The variables that an operator sets them with; HOST and PORT where they are not named. */
  readonly variables?: { readonly host: string; readonly port: string };
}

/** Binds a server and returns its port. Rejects with a ConfigError that says what to do about HOST or PORT. */
export async function listen(server: Server, address: ListenAddress): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException) => reject(toConfigError(cause, address));
    server.once("error", onError);
    server.listen({ host: address.host, port: address.port }, () => {
      server.off("error", onError);
      resolve();
    });
  });
  const bound = server.address();
  return bound === null || typeof bound === "string" ? address.port : bound.port;
}

/** Finds out whether the port can be had, before anything else is started. Rejects as {@link listen} does. */
export async function checkPortIsFree(address: ListenAddress): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((resolve) => server.close(resolve));
}

function toConfigError(cause: NodeJS.ErrnoException, { host, port, variables }: ListenAddress): ConfigError {
  const names = variables ?? { host: "HOST", port: "PORT" };
  switch (cause.code) {
    case "EADDRINUSE":
      return new ConfigError(
        `Port ${port} is already in use. Stop the other program or set ${names.port} to another number.`,
        {
          cause,
        },
      );
    case "EACCES":
      return new ConfigError(
        `Port ${port} may not be used by this user: numbers below 1024 are reserved. Set ${names.port} to a higher number.`,
        { cause },
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ConfigError(
        `${names.host} ${host} is not an address of this machine. Set ${names.host} to 127.0.0.1, or to 0.0.0.0 for every interface.`,
        { cause },
      );
    default:
      return new ConfigError(
        `The HTTP side cannot listen on ${host}, port ${port}: set ${names.host} and ${names.port}.`,
        { cause },
      );
  }
}
