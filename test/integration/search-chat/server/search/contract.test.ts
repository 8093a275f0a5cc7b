import { createDocsIndex } from "../../../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../../../src/search-chat/server/docs/docs-search.ts";
import { searchServiceContract } from "../../../../contracts/search-service.ts";
import { vendorKey } from "../../../../fakes/search-services/fake-vendor.ts";
import { markdownPage } from "../../../../unit/search-chat/server/fixture-documents.ts";
import { startVendorSite, vendorNames } from "./vendors.ts";

for (const name of vendorNames) {
  searchServiceContract(`the client of ${name}`, async () => {
    const { vendor, services, close } = await startVendorSite(name);
    const service = services[name];
    if (service === undefined) throw new Error(`there is no ${name}`);
    return {
      name,
      service,
      answerable: "what is a footnote",
      outside: {
        secret: vendorKey,
        // Vendors are seen to repeat the query, and a part of the key.
        fail: () => vendor.answer({ status: 500, body: { error: `what is a footnote ${vendorKey}`, tag: "A B" } }),
        hang: () => vendor.answer("hang"),
        inFlight: vendor.inFlight,
        asked: () => vendor.requests.length,
      },
      close,
    };
  });
}

searchServiceContract("the search of the operator's own documents", async () => ({
  name: "docs",
  service: createDocsService(
    createDocsIndex([
      markdownPage("# Footnotes\n\nA footnote stands at the foot of a page.", "https://docs.example.org/footnotes"),
      markdownPage(
        "# Citing\n\nA footnote names the source.\n\n## Marks\n\nA footnote has a mark.",
        "https://style.example.com/",
      ),
    ]),
  ),
  answerable: "What is a footnote?",
  close: async () => undefined,
}));
