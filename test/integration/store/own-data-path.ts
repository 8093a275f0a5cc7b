import { openDataPath } from "../../../src/store/open-data-path.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

// A process for the tests to kill: opens the data path of the directory it is given, and prints its URL.
const [dataDir = ""] = process.argv.slice(2);
const { url } = await openDataPath({ log: createMemoryLog() }, { redisUrl: undefined, dataDir });
console.log(url);
