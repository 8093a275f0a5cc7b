import { jobQueueContract } from "../../contracts/job-queue.ts";
import { redisPlaces } from "../store/redis-places.ts";
import { startQueueBench } from "./queue-bench.ts";

for (const { place, open } of redisPlaces) {
  jobQueueContract(place, async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    const questions: string[] = [];
    return {
      open: () => bench.queue(),
      work: () => void bench.worker(async ({ reply }) => void questions.push(reply.question), { concurrency: 1 }),
      questions: () => questions,
      async close() {
        await bench.close();
        await server.close();
      },
    };
  });
}
