import { searchServiceContract } from "../../../contracts/search-service.ts";
import { vendorKey } from "../../../fakes/search-services/fake-vendor.ts";
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
