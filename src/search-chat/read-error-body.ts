const MAX_BYTES = 64 * 1024;

/**
 * The JSON of a refusal, or undefined where it is none: then the status alone decides. The status is known by now, so
 * neither a broken body nor a web page takes it away. The caller's abort does.
 */
export async function readErrorBody(bytes: AsyncIterable<Uint8Array>, caller: AbortSignal): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of bytes) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_BYTES) break;
    }
    return JSON.parse(text);
  } catch {
    caller.throwIfAborted();
    return undefined;
  }
}
