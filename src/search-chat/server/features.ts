import type { SearchServiceName } from "../../core/search-service.ts";

/** What a call asks for beside an answer, whether by the model's suffixes or by the body's fields. */
export interface Features {
  /** The model's name without its suffixes. */
  readonly model: string;
  readonly webSearch: boolean;
  /** Undefined: none. `service` undefined: the server's default. */
  readonly deepSearch: { readonly service: SearchServiceName | undefined } | undefined;
  /** Images are read by another model before the answer. `model` undefined: the server's default. */
  readonly ocr: { readonly model: string | undefined } | undefined;
  /** A thinking model is asked first. `model` undefined: the server's default. */
  readonly fusion: { readonly model: string | undefined } | undefined;
  /** The links in the question are read. */
  readonly fileParse: boolean;
}
