// Loaded before every test and benchmark: they run the code of all processes in one.
import { startAs } from "@/server/settings";
import { processNames } from "@/server/settings/setting";

startAs(...processNames);
