#!/usr/bin/env node
// The door of every npm script: node tools/run.js <name> [arguments].
import { launch } from './launch.js';

await launch(process.argv[2], process.argv.slice(3));
