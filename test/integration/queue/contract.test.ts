import { jobQueueContract } from "../../contracts/job-queue.ts";
import { redisPlaces } from "../store/redis-places.ts";
import { startQueueBench } from "./queue-bench.ts";

for (const { place, open } of redisPlaces) {
  jobQueueContract(place, async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    const questions: string[] = [];
    let sweeps = 0;
    return {
      open: () => bench.queue(),
      work: () =>
        void bench.worker(
          {
            answer: async ({ reply }) => void questions.push(reply.question),
            sweep: async () => {
              sweeps += 1;
            },
          },
          { concurrency: 1 },
        ),
      questions: () => questions,
      sweeps: () => sweeps,
      async close() {
        await bench.close();
        await server.close();
      },
    };
  });
}
