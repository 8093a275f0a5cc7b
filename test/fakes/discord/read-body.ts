import type { IncomingMessage } from "node:http";

/** The JSON of a request, and the files beside it. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) return readForm(Buffer.concat(chunks), type);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}

/** A message with files. https://docs.discord.com/developers/reference#uploading-files */
async function readForm(bytes: Buffer, type: string): Promise<unknown> {
  const form = await new Response(Uint8Array.from(bytes), { headers: { "content-type": type } }).formData();
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const [field, value] of form)
    if (typeof value !== "string" && /^files\[\d+\]$/u.test(field))
      files.push({ name: value.name, text: await value.text() });
  const json: object = JSON.parse(String(form.get("payload_json") ?? "{}"));
  return { ...json, files };
}
