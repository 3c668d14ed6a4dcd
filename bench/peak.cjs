// Loaded before a program, to note how much memory it has held when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  writeFileSync(process.env.PEAK_FILE ?? '', `${process.resourceUsage().maxRSS}`);
});
