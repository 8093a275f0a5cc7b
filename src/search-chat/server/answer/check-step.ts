/** What is to be done with the beginning of the text. Undefined: wait for more. */
export type Step =
  | { readonly take: number; readonly write: string }
  /** Blanks and all. */
  | { readonly take: number; readonly asIs: string }
  /** Read these characters again without what surrounded them. */
  | { readonly take: number; readonly again: string }
  | { readonly take: number; readonly mark: readonly number[] }
  /** An address that is not followed has its host's name left. */
  | { readonly take: number; readonly name: string }
  | undefined;
