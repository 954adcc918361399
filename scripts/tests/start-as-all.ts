// Loaded before every test and benchmark, because a test may run code of any process.
import { startAs } from "@/server/settings";
import { processNames } from "@/server/settings/setting";

startAs(...processNames);
