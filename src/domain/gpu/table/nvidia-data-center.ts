import type { GpuGroup } from "../gpu-row";

/** NVIDIA's data-centre GPUs, newest generation first. */
// biome-ignore format: a table
export const nvidiaDataCenter: readonly GpuGroup[] = [
  {
    vendor: "nvidia",
    architecture: "Blackwell Ultra",
    segment: "data_center",
    rows: [
      // The vendor states 288 GB, the driver 268 GiB: nominal GB against usable GiB.
      ["b300-288", "B300", "B300", 288, "sxm", 2025, ["b300", "b300 ac"], 268],
      ["gb300-288", "GB300", "GB300", 288, "superchip", 2025, ["gb300", "gb300 nvl72"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Blackwell",
    segment: "data_center",
    rows: [
      ["b200-180", "B200", "B200", 180, "sxm", 2024, ["b200"]],
      ["gb200-186", "GB200", "GB200", 186, "superchip", 2024, ["gb200", "gb200 nvl72"]],
      ["rtx-pro-6000-server-96", "RTX PRO 6000 Server", "RTX PRO 6000", 96, "pcie", 2025, ["rtx pro 6000 s", "rtx pro 6000 server", "rtx pro 6000 se"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Hopper",
    segment: "data_center",
    rows: [
      ["h100-80", "H100 80 GB", "H100", 80, null, 2022, ["h100"]],
      ["h100-sxm-80", "H100 SXM", "H100", 80, "sxm", 2022, ["h100", "h100 mega"]],
      ["h100-pcie-80", "H100 PCIe", "H100", 80, "pcie", 2022, ["h100"]],
      ["h100-nvl-94", "H100 NVL", "H100", 94, "nvl", 2023, ["h100"]],
      ["h200-141", "H200", "H200", 141, null, 2024, ["h200"]],
      ["h200-sxm-141", "H200 SXM", "H200", 141, "sxm", 2024, ["h200"]],
      ["h200-nvl-141", "H200 NVL", "H200", 141, "nvl", 2024, ["h200"]],
      // The 480 GB or 120 GB that the driver prints for the first GH200 is the memory of its CPU.
      ["gh200-96", "GH200 96 GB", "GH200", 96, "superchip", 2023, ["gh200", "gh200 480gb", "gh200 96gb 480gb", "gh200 120gb"]],
      ["gh200-144", "GH200 144 GB", "GH200", 144, "superchip", 2024, ["gh200"]],
      ["h20-96", "H20 96 GB", "H20", 96, "sxm", 2024, ["h20"]],
      ["h20-141", "H20 141 GB", "H20", 141, "sxm", 2025, ["h20", "h20 3e"]],
      ["h800-80", "H800", "H800", 80, null, 2023, ["h800"]],
      ["h100-sxm-64", "H100 SXM 64 GB", "H100", 64, "sxm", 2023, ["+h100"]],
      ["h100-sxm-94", "H100 SXM 94 GB", "H100", 94, "sxm", 2023, ["+h100"]],
      ["h100-sxm-96", "H100 SXM 96 GB", "H100", 96, "sxm", 2023, ["+h100"]],
      ["h100-cnx-80", "H100 CNX", "H100 CNX", 80, "pcie", 2023, ["h100 cnx"]],
      ["h800-sxm-80", "H800 SXM", "H800", 80, "sxm", 2023, ["h800"]],
      ["h800-pcie-80", "H800 PCIe", "H800", 80, "pcie", 2023, ["h800"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ada Lovelace",
    segment: "data_center",
    rows: [
      ["l40s-48", "L40S", "L40S", 48, "pcie", 2023, ["l40s"]],
      ["l40-48", "L40", "L40", 48, "pcie", 2022, ["l40"]],
      ["l20-48", "L20", "L20", 48, "pcie", 2023, ["l20"]],
      ["l4-24", "L4", "L4", 24, "pcie", 2023, ["l4"]],
      ["l2-24", "L2", "L2", 24, "pcie", 2023, ["l2"]],
      ["l40g-24", "L40G", "L40G", 24, "pcie", 2022, ["l40g"]],
      ["l40-cnx-24", "L40 CNX", "L40 CNX", 24, "pcie", 2022, ["l40 cnx"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ampere",
    segment: "data_center",
    rows: [
      ["a100-40", "A100 40 GB", "A100", 40, null, 2020, ["a100"]],
      ["a100-sxm-40", "A100 SXM 40 GB", "A100", 40, "sxm", 2020, ["a100"]],
      ["a100-pcie-40", "A100 PCIe 40 GB", "A100", 40, "pcie", 2020, ["a100"]],
      ["a100-80", "A100 80 GB", "A100", 80, null, 2020, ["a100"]],
      ["a100-sxm-80", "A100 SXM 80 GB", "A100", 80, "sxm", 2020, ["a100"]],
      ["a100-pcie-80", "A100 PCIe 80 GB", "A100", 80, "pcie", 2021, ["a100"]],
      ["a800-80", "A800 80 GB", "A800", 80, null, 2022, ["~a800"]],
      ["a40-48", "A40", "A40", 48, "pcie", 2020, ["a40"]],
      ["a30-24", "A30", "A30", 24, "pcie", 2021, ["a30"]],
      ["a16-16", "A16", "A16", 16, "pcie", 2021, ["a16"]],
      ["a10-24", "A10", "A10", 24, "pcie", 2021, ["a10"]],
      ["a10g-24", "A10G", "A10G", 24, "pcie", 2021, ["a10g"]],
      ["a2-16", "A2", "A2", 16, "pcie", 2021, ["a2"]],
      ["a100x-80", "A100X", "A100X", 80, "pcie", 2021, ["a100x"]],
      ["a30x-24", "A30X", "A30X", 24, "pcie", 2021, ["a30x"]],
      ["a800-sxm-80", "A800 SXM 80 GB", "A800", 80, "sxm", 2022, ["a800"]],
      ["a800-pcie-80", "A800 PCIe 80 GB", "A800", 80, "pcie", 2022, ["a800"]],
      ["a800-pcie-40", "A800 PCIe 40 GB", "A800", 40, "pcie", 2022, ["a800", "a800 active"]],
      ["a800-sxm-40", "A800 SXM 40 GB", "A800", 40, "sxm", 2022, ["a800"]],
      ["a800-40", "A800 40 GB", "A800", 40, null, 2022, ["a800"]],
      ["a10m-20", "A10M", "A10M", 20, "pcie", 2022, ["a10m"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Turing",
    segment: "data_center",
    rows: [
      // 14: what a container on Hugging Face's T4 machines can use, and the figure on their price page.
      ["t4-16", "T4", "T4", 16, "pcie", 2018, ["t4"], 14],
      ["t4g-16", "T4G", "T4G", 16, null, 2021, ["t4g"]],
      ["t10-16", "T10", "T10", 16, "pcie", 2020, ["t10"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Volta",
    segment: "data_center",
    rows: [
      ["v100-16", "V100 16 GB", "V100", 16, null, 2017, ["v100"]],
      ["v100-sxm-16", "V100 SXM2 16 GB", "V100", 16, "sxm", 2017, ["v100"]],
      ["v100-pcie-16", "V100 PCIe 16 GB", "V100", 16, "pcie", 2017, ["v100"]],
      ["v100-32", "V100 32 GB", "V100", 32, null, 2018, ["v100"]],
      ["v100-sxm-32", "V100 SXM 32 GB", "V100", 32, "sxm", 2018, ["v100"]],
      ["v100-pcie-32", "V100 PCIe 32 GB", "V100", 32, "pcie", 2018, ["v100"]],
      ["v100s-32", "V100S", "V100S", 32, "pcie", 2019, ["v100s"]],
      ["v100-fhhl-16", "V100 FHHL", "V100 FHHL", 16, "pcie", 2018, ["v100 fhhl"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Pascal",
    segment: "data_center",
    rows: [
      ["p100-16", "P100 16 GB", "P100", 16, null, 2016, ["p100"]],
      ["p100-sxm-16", "P100 SXM2", "P100", 16, "sxm", 2016, ["p100"]],
      ["p100-pcie-16", "P100 PCIe 16 GB", "P100", 16, "pcie", 2016, ["p100"]],
      ["p100-pcie-12", "P100 PCIe 12 GB", "P100", 12, "pcie", 2016, ["p100"]],
      ["p40-24", "P40", "P40", 24, "pcie", 2016, ["p40"]],
      ["p4-8", "P4", "P4", 8, "pcie", 2016, ["p4"]],
      ["p10-24", "P10", "P10", 24, "pcie", 2016, ["p10"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Maxwell",
    segment: "data_center",
    rows: [
      ["m60-8", "M60", "M60", 8, "pcie", 2015, ["m60"]],
      ["m40-12", "M40 12 GB", "M40", 12, "pcie", 2015, ["m40"]],
      ["m40-24", "M40 24 GB", "M40", 24, "pcie", 2016, ["m40"]],
      // A quarter of a board.
      ["m10-8", "M10", "M10", 8, "pcie", 2016, ["m10"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Kepler",
    segment: "data_center",
    rows: [
      // Half a board: every cloud counts the two GPUs of a K80 separately.
      ["k80-12", "K80", "K80", 12, "pcie", 2014, ["k80"]],
    ],
  },
];
