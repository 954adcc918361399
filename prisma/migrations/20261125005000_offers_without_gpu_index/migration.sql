-- Searches by GPU are answered by the market snapshot. What still groups offers by GPU reads a whole feed or the whole table, and
-- neither used this index, which every new price had to write.
DROP INDEX "offers_gpu_id_is_spot_micro_usd_per_gpu_hour_idx";
