/** Not `crypto.randomUUID`: browsers have that on localhost and https only, and the page also opens under a bare address. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
