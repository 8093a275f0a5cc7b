import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";

/** Whoever presses, submits or chooses. https://docs.slack.dev/reference/interaction-payloads */
export const userSchema = z
  .object({ id: z.string().min(1), username: z.string().optional(), name: z.string().optional() })
  .transform(({ id, username, name }): UserRef => {
    const shown = username ?? name;
    return shown === undefined ? { id } : { id, name: shown };
  });
