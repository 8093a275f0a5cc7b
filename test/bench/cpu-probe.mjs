// Loaded into a bot with --import: tells the driver what the whole process has used so far, in µs of user + system.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send(user + system);
});
process.channel?.unref();
