import type { SearchServiceName } from "../../core/search-service.ts";
import type { AnswerQuestion } from "./answer/answer-question.ts";
import type { MemoryKey } from "./memory.ts";
import type { AvailableServices } from "./search/available-services.ts";

/** What a call wants to do, as a key's scopes name it. */
export type CallScope = "chat" | "models" | "search";

/** Who calls: `owner` is the key's id, or a name of its own where no key is asked for. */
export interface Caller {
  readonly owner: string;
}

/** Lets a call in by its `Authorization` header, and where none is needed by where it comes from; and counts it. Throws ServerFailure, before a byte of the body is read. */
export type AdmitCaller = (call: {
  readonly scope: CallScope;
  readonly authorization: string | undefined;
  readonly host: string | undefined;
  /** The page that made a browser send it. */
  readonly origin: string | undefined;
}) => Promise<Caller>;

export interface ListedModel {
  readonly id: string;
  readonly ownedBy: string;
  /** Unix seconds; absent: since this server runs. */
  readonly created?: number | undefined;
}

/** How quickly a model has answered lately. */
export interface ModelStatus {
  readonly id: string;
  /** Until the first byte of an answer; undefined: nobody has asked it yet. */
  readonly firstByteMs: number | undefined;
}

/** The models behind this server, without suffixed names. Both throw ServerFailure. */
export interface ModelCatalogue {
  list(context: { readonly signal: AbortSignal }): Promise<readonly ListedModel[]>;
  /** `model` undefined: every model. An unknown one is `modelUnavailable`. */
  status(model: string | undefined, context: { readonly signal: AbortSignal }): Promise<readonly ModelStatus[]>;
}

/** Answers `POST /302/general/search`: takes the parsed JSON as it came, gives the reply's body. Throws ServerFailure. */
export type UnifiedSearch = (body: unknown, context: { readonly signal: AbortSignal }) => Promise<object>;

/** What the HTTP front mounts; it knows nothing of how a part does its work. */
export interface ServerParts {
  readonly answer: AnswerQuestion;
  readonly searchServices: AvailableServices;
  /** Asked where a call names none. */
  readonly defaultSearchService: SearchServiceName;
  readonly admit: AdmitCaller;
  readonly models: ModelCatalogue;
  /** Forgets a person; throws ServerFailure. Absent: nobody is remembered, and the route is refused. */
  readonly forget?: ((who: MemoryKey) => Promise<void>) | undefined;
  /** Absent: the route is refused. */
  readonly unifiedSearch?: UnifiedSearch | undefined;
}
