import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from "discord.js";
import { AppError, ConfigError } from "../../core/errors.ts";
import { toPlatformError } from "./platform-error.ts";

/** What the operator has to do about a close code after which Discord lets nobody come back. */
const fatalCloses: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    "DISCORD_TOKEN was refused (4004): reset it in the Developer Portal under Bot → Token",
  [GatewayCloseCodes.InvalidShard]: "Discord refused the shard (4010): is another version of Footnote running?",
  [GatewayCloseCodes.ShardingRequired]: "Discord asks for more shards (4011): restart Footnote, it then asks how many",
  [GatewayCloseCodes.InvalidAPIVersion]:
    "Discord no longer serves this version of its interface (4012): update Footnote",
  [GatewayCloseCodes.InvalidIntents]: "Discord does not know the intents we ask for (4013): update Footnote",
  [GatewayCloseCodes.DisallowedIntents]:
    "Discord refused the intents (4014): Footnote asks for no privileged one, so look for a limit on the application under Bot in the Developer Portal",
};

const CONTENT_REFUSED =
  "Discord refused the intents (4014): DISCORD_MESSAGE_CONTENT needs the Message Content Intent, so switch it on in the Developer Portal under Bot → Privileged Gateway Intents, or take DISCORD_MESSAGE_CONTENT away";

/** The sentence for the operator when the connection was closed for good, or undefined when it will come back. */
export function fatalCloseSentence(
  closeCode: number,
  { messageContent }: { readonly messageContent: boolean },
): string | undefined {
  return messageContent && closeCode === GatewayCloseCodes.DisallowedIntents ? CONTENT_REFUSED : fatalCloses[closeCode];
}

/** Why the gateway could not be opened: the operator's to fix (ConfigError), or Discord away (PlatformError). */
export function toStartError(
  error: unknown,
  { closeCode, messageContent }: { readonly closeCode: number | undefined; readonly messageContent: boolean },
): AppError {
  if (error instanceof AppError) return error;
  const sentence = closeCode === undefined ? undefined : fatalCloseSentence(closeCode, { messageContent });
  if (sentence !== undefined) return new ConfigError(sentence, { cause: error });
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new ConfigError("DISCORD_TOKEN was refused (401): reset it in the Developer Portal under Bot → Token", {
      cause: error,
    });
  }
  return toPlatformError(error);
}
