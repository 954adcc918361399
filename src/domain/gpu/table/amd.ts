import type { GpuGroup } from "../gpu-row";

/** AMD's GPUs, newest generation first. */
// biome-ignore format: a table
export const amd: readonly GpuGroup[] = [
  {
    vendor: "amd",
    architecture: "CDNA 4",
    segment: "data_center",
    rows: [
      ["mi355x-288", "Instinct MI355X", "MI355X", 288, "oam", 2025, ["mi355x"]],
      ["mi350x-288", "Instinct MI350X", "MI350X", 288, "oam", 2025, ["mi350x"]],
      ["mi350p-144", "Instinct MI350P", "MI350P", 144, "pcie", 2026, ["mi350p"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "CDNA 3",
    segment: "data_center",
    rows: [
      ["mi325x-256", "Instinct MI325X", "MI325X", 256, "oam", 2024, ["mi325x"]],
      ["mi300x-192", "Instinct MI300X", "MI300X", 192, "oam", 2023, ["mi300x"]],
      ["mi300a-128", "Instinct MI300A", "MI300A", 128, "superchip", 2023, ["mi300a"]],
      ["mi308x-192", "Instinct MI308X", "MI308X", 192, "oam", 2023, ["mi308x"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "CDNA 2",
    segment: "data_center",
    rows: [
      ["mi250x-128", "Instinct MI250X", "MI250X", 128, "oam", 2021, ["mi250x"]],
      ["mi250-128", "Instinct MI250", "MI250", 128, "oam", 2021, ["mi250"]],
      ["mi210-64", "Instinct MI210", "MI210", 64, "pcie", 2022, ["mi210"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "CDNA",
    segment: "data_center",
    rows: [
      ["mi100-32", "Instinct MI100", "MI100", 32, "pcie", 2020, ["mi100"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "data_center",
    rows: [
      ["radeon-pro-v710-28", "Radeon PRO V710", "V710", 28, "pcie", 2024, ["pro v710", "v710"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 2",
    segment: "data_center",
    rows: [
      ["radeon-pro-v620-32", "Radeon PRO V620", "V620", 32, "pcie", 2021, ["pro v620", "v620"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA",
    segment: "data_center",
    rows: [
      ["radeon-pro-v520-8", "Radeon Pro V520", "V520", 8, "pcie", 2020, ["pro v520", "v520"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "Vega",
    segment: "data_center",
    rows: [
      ["mi60-32", "Instinct MI60", "MI60", 32, "pcie", 2018, ["mi60"]],
      ["mi50-16", "Instinct MI50 16 GB", "MI50", 16, "pcie", 2018, ["mi50"]],
      ["mi50-32", "Instinct MI50 32 GB", "MI50", 32, "pcie", 2018, ["mi50"]],
      ["mi25-16", "Instinct MI25", "MI25", 16, "pcie", 2017, ["mi25"]],
      // Half a board.
      ["v340-16", "Radeon Pro V340", "V340", 16, "pcie", 2018, ["pro v340", "v340"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 4",
    segment: "workstation",
    rows: [
      ["radeon-ai-pro-r9700-32", "Radeon AI PRO R9700", "R9700", 32, "pcie", 2025, ["ai pro r9700", "r9700"]],
      ["radeon-ai-pro-r9700s-32", "Radeon AI PRO R9700S", "R9700S", 32, "pcie", 2025, ["ai pro r9700s", "r9700s"]],
      ["radeon-ai-pro-r9600d-32", "Radeon AI PRO R9600D", "R9600D", 32, "pcie", 2025, ["ai pro r9600d", "r9600d"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "workstation",
    rows: [
      ["radeon-pro-w7900-48", "Radeon PRO W7900", "W7900", 48, "pcie", 2023, ["pro w7900", "w7900", "pro w7900 dual slot", "w7900 dual slot"]],
      ["radeon-pro-w7900d-48", "Radeon PRO W7900D", "W7900D", 48, "pcie", 2025, ["pro w7900d", "w7900d"]],
      ["radeon-pro-w7800-48", "Radeon PRO W7800 48 GB", "W7800", 48, "pcie", 2023, ["pro w7800", "w7800"]],
      ["radeon-pro-w7800-32", "Radeon PRO W7800 32 GB", "W7800", 32, "pcie", 2023, ["pro w7800", "w7800"]],
      ["radeon-pro-w7700-16", "Radeon PRO W7700", "W7700", 16, "pcie", 2023, ["pro w7700", "w7700"]],
      ["radeon-pro-w7600-8", "Radeon PRO W7600", "W7600", 8, "pcie", 2023, ["pro w7600", "w7600"]],
      ["radeon-pro-w7500-8", "Radeon PRO W7500", "W7500", 8, "pcie", 2023, ["pro w7500", "w7500"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 2",
    segment: "workstation",
    rows: [
      ["radeon-pro-w6800-32", "Radeon PRO W6800", "W6800", 32, "pcie", 2021, ["pro w6800", "w6800"]],
      ["radeon-pro-w6600-8", "Radeon PRO W6600", "W6600", 8, "pcie", 2021, ["pro w6600", "w6600"]],
      ["radeon-pro-w6400-4", "Radeon PRO W6400", "W6400", 4, "pcie", 2022, ["pro w6400", "w6400"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA",
    segment: "workstation",
    rows: [
      ["radeon-pro-w5700-8", "Radeon Pro W5700", "W5700", 8, "pcie", 2019, ["pro w5700", "w5700"]],
      ["radeon-pro-w5500-8", "Radeon Pro W5500", "W5500", 8, "pcie", 2020, ["pro w5500", "w5500"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "Vega",
    segment: "workstation",
    rows: [
      ["radeon-pro-vii-16", "Radeon Pro VII", "Radeon Pro VII", 16, "pcie", 2020, ["pro vii"]],
      ["radeon-pro-ssg-16", "Radeon Pro SSG", "Radeon Pro SSG", 16, "pcie", 2017, ["pro ssg"]],
      ["radeon-pro-wx-9100-16", "Radeon Pro WX 9100", "WX 9100", 16, "pcie", 2017, ["pro wx 9100", "wx 9100"]],
      ["radeon-pro-wx-8200-8", "Radeon Pro WX 8200", "WX 8200", 8, "pcie", 2018, ["pro wx 8200", "wx 8200"]],
      ["radeon-pro-wx-8100-8", "Radeon Pro WX 8100", "WX 8100", 8, "pcie", 2017, ["pro wx 8100", "wx 8100"]],
      ["radeon-vega-frontier-16", "Radeon Vega Frontier", "Radeon Vega Frontier", 16, "pcie", 2017, ["vega frontier"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "Polaris",
    segment: "workstation",
    rows: [
      ["radeon-pro-wx-7100-8", "Radeon Pro WX 7100", "WX 7100", 8, "pcie", 2016, ["pro wx 7100", "wx 7100"]],
      ["radeon-pro-wx-5100-8", "Radeon Pro WX 5100", "WX 5100", 8, "pcie", 2016, ["pro wx 5100", "wx 5100"]],
      ["radeon-pro-wx-4100-4", "Radeon Pro WX 4100", "WX 4100", 4, "pcie", 2016, ["pro wx 4100", "wx 4100"]],
      ["radeon-pro-wx-3200-4", "Radeon Pro WX 3200", "WX 3200", 4, "pcie", 2019, ["pro wx 3200", "wx 3200"]],
      ["radeon-pro-wx-3100-4", "Radeon Pro WX 3100", "WX 3100", 4, "pcie", 2017, ["pro wx 3100", "wx 3100"]],
      ["radeon-pro-wx-2100-2", "Radeon Pro WX 2100", "WX 2100", 2, "pcie", 2017, ["pro wx 2100", "wx 2100"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 4",
    segment: "consumer",
    rows: [
      ["rx-9070-xt-16", "RX 9070 XT", "RX 9070 XT", 16, "pcie", 2025, ["rx 9070 xt"]],
      ["rx-9070-16", "RX 9070", "RX 9070", 16, "pcie", 2025, ["rx 9070"]],
      ["rx-9070-gre-16", "RX 9070 GRE 16 GB", "RX 9070 GRE", 16, "pcie", 2025, ["rx 9070 gre"]],
      ["rx-9070-gre-12", "RX 9070 GRE 12 GB", "RX 9070 GRE", 12, "pcie", 2025, ["rx 9070 gre"]],
      ["rx-9060-xt-16", "RX 9060 XT 16 GB", "RX 9060 XT", 16, "pcie", 2025, ["rx 9060 xt"]],
      ["rx-9060-xt-8", "RX 9060 XT 8 GB", "RX 9060 XT", 8, "pcie", 2025, ["rx 9060 xt"]],
      ["rx-9060-8", "RX 9060", "RX 9060", 8, "pcie", 2025, ["rx 9060"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "consumer",
    rows: [
      ["rx-7900-xtx-24", "RX 7900 XTX", "RX 7900 XTX", 24, "pcie", 2022, ["rx 7900 xtx"]],
      ["rx-7900-xt-20", "RX 7900 XT", "RX 7900 XT", 20, "pcie", 2022, ["rx 7900 xt"]],
      ["rx-7900-gre-16", "RX 7900 GRE", "RX 7900 GRE", 16, "pcie", 2023, ["rx 7900 gre"]],
      ["rx-7800-xt-16", "RX 7800 XT", "RX 7800 XT", 16, "pcie", 2023, ["rx 7800 xt"]],
      ["rx-7700-xt-12", "RX 7700 XT", "RX 7700 XT", 12, "pcie", 2023, ["rx 7700 xt"]],
      ["rx-7700-16", "RX 7700", "RX 7700", 16, "pcie", 2025, ["rx 7700"]],
      ["rx-7650-gre-8", "RX 7650 GRE", "RX 7650 GRE", 8, "pcie", 2025, ["rx 7650 gre"]],
      ["rx-7600-xt-16", "RX 7600 XT", "RX 7600 XT", 16, "pcie", 2024, ["rx 7600 xt"]],
      ["rx-7600-8", "RX 7600", "RX 7600", 8, "pcie", 2023, ["rx 7600"]],
      ["rx-7400-8", "RX 7400", "RX 7400", 8, "pcie", 2025, ["rx 7400"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 2",
    segment: "consumer",
    rows: [
      ["rx-6950-xt-16", "RX 6950 XT", "RX 6950 XT", 16, "pcie", 2022, ["rx 6950 xt"]],
      ["rx-6900-xt-16", "RX 6900 XT", "RX 6900 XT", 16, "pcie", 2020, ["rx 6900 xt"]],
      ["rx-6800-xt-16", "RX 6800 XT", "RX 6800 XT", 16, "pcie", 2020, ["rx 6800 xt"]],
      ["rx-6800-16", "RX 6800", "RX 6800", 16, "pcie", 2020, ["rx 6800"]],
      ["rx-6750-gre-12", "RX 6750 GRE 12 GB", "RX 6750 GRE", 12, "pcie", 2023, ["rx 6750 gre"]],
      ["rx-6750-gre-10", "RX 6750 GRE 10 GB", "RX 6750 GRE", 10, "pcie", 2023, ["rx 6750 gre"]],
      ["rx-6750-xt-12", "RX 6750 XT", "RX 6750 XT", 12, "pcie", 2022, ["rx 6750 xt"]],
      ["rx-6700-xt-12", "RX 6700 XT", "RX 6700 XT", 12, "pcie", 2021, ["rx 6700 xt"]],
      ["rx-6700-10", "RX 6700", "RX 6700", 10, "pcie", 2021, ["rx 6700"]],
      ["rx-6650-xt-8", "RX 6650 XT", "RX 6650 XT", 8, "pcie", 2022, ["rx 6650 xt"]],
      ["rx-6600-xt-8", "RX 6600 XT", "RX 6600 XT", 8, "pcie", 2021, ["rx 6600 xt"]],
      ["rx-6600-8", "RX 6600", "RX 6600", 8, "pcie", 2021, ["rx 6600"]],
      ["rx-6500-xt-4", "RX 6500 XT", "RX 6500 XT", 4, "pcie", 2022, ["rx 6500 xt"]],
      ["rx-6400-4", "RX 6400", "RX 6400", 4, "pcie", 2022, ["rx 6400"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA",
    segment: "consumer",
    rows: [
      ["rx-5700-xt-8", "RX 5700 XT", "RX 5700 XT", 8, "pcie", 2019, ["rx 5700 xt"]],
      ["rx-5700-8", "RX 5700", "RX 5700", 8, "pcie", 2019, ["rx 5700"]],
      ["rx-5600-xt-6", "RX 5600 XT", "RX 5600 XT", 6, "pcie", 2020, ["rx 5600 xt"]],
      ["rx-5500-xt-4", "RX 5500 XT", "RX 5500 XT", 4, "pcie", 2019, ["rx 5500 xt"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "Vega",
    segment: "consumer",
    rows: [
      ["radeon-vii-16", "Radeon VII", "Radeon VII", 16, "pcie", 2019, ["vii"]],
      ["rx-vega-64-8", "RX Vega 64", "RX Vega 64", 8, "pcie", 2017, ["rx vega 64"]],
      ["rx-vega-56-8", "RX Vega 56", "RX Vega 56", 8, "pcie", 2017, ["rx vega 56"]],
    ],
  },
];
