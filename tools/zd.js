#!/usr/bin/env node
// The administrator's command "zd", as npm links it into the path.
import { launch } from './launch.js';

await launch('zd', process.argv.slice(2));
