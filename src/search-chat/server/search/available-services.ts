import type { SearchServiceName } from "../../../core/search-service.ts";
import type { SearchService } from "./search-service.ts";

/** The search services that this server can ask; a name of the contract without an entry is refused. */
export type AvailableServices = Readonly<Partial<Record<SearchServiceName, SearchService>>>;
