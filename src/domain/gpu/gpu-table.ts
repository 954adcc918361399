/** `superchip`: CPU and GPU on one module (GH200, GB200). */
export type FormFactor = "sxm" | "pcie" | "nvl" | "oam" | "superchip";
export type GpuVendor = "nvidia" | "amd" | "intel" | "aws";
export type GpuSegment = "data_center" | "workstation" | "consumer";

/**
 * One product. `names` are the names that vendors use, without vendor, form factor, memory and count; spaces and case do not
 * matter. A leading "~" marks a name that other cards share: it counts only with a stated VRAM or the Quadro brand.
 * `alsoReportedGib` is a VRAM that vendors state although it differs from the nominal one by more than 7 %.
 */
export type GpuRow = readonly [
  id: string,
  model: string,
  family: string,
  vramGib: number,
  formFactor: FormFactor | null,
  releasedYear: number,
  names: readonly string[],
  alsoReportedGib?: number,
];

export type GpuGroup = {
  vendor: GpuVendor;
  architecture: string;
  segment: GpuSegment;
  rows: readonly GpuRow[];
};

/**
 * Every accelerator that our price feeds name, and similar products, so that one is not mistaken for another.
 *
 * VRAM is the vendor's nominal figure per GPU. Where a family has several forms, the row with form factor `null` is for
 * feeds that do not say which. Intentionally left out: MIG and vGPU slices, laptop and modified cards, LPUs and TPUs.
 */
export const gpuGroups: readonly GpuGroup[] = [
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
      [
        "rtx-pro-6000-server-96",
        "RTX PRO 6000 Server",
        "RTX PRO 6000",
        96,
        "pcie",
        2025,
        ["rtx pro 6000 s", "rtx pro 6000 server", "rtx pro 6000 se"],
      ],
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
      // The 480 GB that the driver prints for the first GH200 is the memory of its CPU.
      [
        "gh200-96",
        "GH200 96 GB",
        "GH200",
        96,
        "superchip",
        2023,
        ["gh200", "gh200 480gb", "gh200 96gb 480gb"],
      ],
      ["gh200-144", "GH200 144 GB", "GH200", 144, "superchip", 2024, ["gh200"]],
      ["h20-96", "H20 96 GB", "H20", 96, "sxm", 2024, ["h20"]],
      ["h20-141", "H20 141 GB", "H20", 141, "sxm", 2025, ["h20"]],
      ["h800-80", "H800", "H800", 80, null, 2023, ["h800"]],
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
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Kepler",
    segment: "data_center",
    // Half a board: every cloud counts the two GPUs of a K80 separately.
    rows: [["k80-12", "K80", "K80", 12, "pcie", 2014, ["k80"]]],
  },
  {
    vendor: "nvidia",
    architecture: "Blackwell",
    segment: "workstation",
    rows: [
      ["rtx-pro-6000-96", "RTX PRO 6000", "RTX PRO 6000", 96, "pcie", 2025, ["rtx pro 6000"]],
      [
        "rtx-pro-6000-workstation-96",
        "RTX PRO 6000 Workstation",
        "RTX PRO 6000",
        96,
        "pcie",
        2025,
        ["rtx pro 6000 ws", "rtx pro 6000 wk", "rtx pro 6000 workstation"],
      ],
      [
        "rtx-pro-6000-max-q-96",
        "RTX PRO 6000 Max-Q",
        "RTX PRO 6000",
        96,
        "pcie",
        2025,
        ["rtx pro 6000 max q", "rtx pro 6000 max q workstation"],
      ],
      ["rtx-pro-5000-48", "RTX PRO 5000 48 GB", "RTX PRO 5000", 48, "pcie", 2025, ["rtx pro 5000"]],
      ["rtx-pro-5000-72", "RTX PRO 5000 72 GB", "RTX PRO 5000", 72, "pcie", 2025, ["rtx pro 5000"]],
      ["rtx-pro-4500-32", "RTX PRO 4500", "RTX PRO 4500", 32, "pcie", 2025, ["rtx pro 4500"]],
      ["rtx-pro-4000-24", "RTX PRO 4000", "RTX PRO 4000", 24, "pcie", 2025, ["rtx pro 4000"]],
      ["rtx-pro-2000-16", "RTX PRO 2000", "RTX PRO 2000", 16, "pcie", 2025, ["rtx pro 2000"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ada Lovelace",
    segment: "workstation",
    rows: [
      ["rtx-6000-ada-48", "RTX 6000 Ada", "RTX 6000 Ada", 48, "pcie", 2022, ["rtx 6000 ada", "6000 ada"]],
      ["rtx-5880-ada-48", "RTX 5880 Ada", "RTX 5880 Ada", 48, "pcie", 2024, ["rtx 5880 ada"]],
      ["rtx-5000-ada-32", "RTX 5000 Ada", "RTX 5000 Ada", 32, "pcie", 2023, ["rtx 5000 ada"]],
      ["rtx-4500-ada-24", "RTX 4500 Ada", "RTX 4500 Ada", 24, "pcie", 2023, ["rtx 4500 ada"]],
      ["rtx-4000-ada-20", "RTX 4000 Ada", "RTX 4000 Ada", 20, "pcie", 2023, ["rtx 4000 ada"]],
      [
        "rtx-4000-sff-ada-20",
        "RTX 4000 SFF Ada",
        "RTX 4000 SFF Ada",
        20,
        "pcie",
        2023,
        ["rtx 4000 sff ada", "rtx 4000 ada sff"],
      ],
      ["rtx-2000-ada-16", "RTX 2000 Ada", "RTX 2000 Ada", 16, "pcie", 2024, ["rtx 2000 ada"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ampere",
    segment: "workstation",
    rows: [
      ["rtx-a6000-48", "RTX A6000", "RTX A6000", 48, "pcie", 2020, ["rtx a6000", "a6000"]],
      ["rtx-a5500-24", "RTX A5500", "RTX A5500", 24, "pcie", 2022, ["rtx a5500", "a5500"]],
      ["rtx-a5000-24", "RTX A5000", "RTX A5000", 24, "pcie", 2021, ["rtx a5000", "a5000"]],
      ["rtx-a4500-20", "RTX A4500", "RTX A4500", 20, "pcie", 2021, ["rtx a4500", "a4500"]],
      ["rtx-a4000-16", "RTX A4000", "RTX A4000", 16, "pcie", 2021, ["rtx a4000", "a4000"]],
      ["rtx-a2000-6", "RTX A2000 6 GB", "RTX A2000", 6, "pcie", 2021, ["rtx a2000", "a2000"]],
      ["rtx-a2000-12", "RTX A2000 12 GB", "RTX A2000", 12, "pcie", 2021, ["rtx a2000", "a2000"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Turing",
    segment: "workstation",
    rows: [
      [
        "quadro-rtx-8000-48",
        "Quadro RTX 8000",
        "Quadro RTX 8000",
        48,
        "pcie",
        2018,
        ["rtx 8000", "q rtx 8000"],
      ],
      [
        "quadro-rtx-6000-24",
        "Quadro RTX 6000",
        "Quadro RTX 6000",
        24,
        "pcie",
        2018,
        ["~rtx 6000", "q rtx 6000"],
      ],
      [
        "quadro-rtx-5000-16",
        "Quadro RTX 5000",
        "Quadro RTX 5000",
        16,
        "pcie",
        2018,
        ["~rtx 5000", "q rtx 5000"],
      ],
      [
        "quadro-rtx-4000-8",
        "Quadro RTX 4000",
        "Quadro RTX 4000",
        8,
        "pcie",
        2018,
        ["~rtx 4000", "q rtx 4000"],
      ],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Pascal",
    segment: "workstation",
    rows: [
      ["quadro-p6000-24", "Quadro P6000", "Quadro P6000", 24, "pcie", 2016, ["p6000"]],
      ["quadro-p5000-16", "Quadro P5000", "Quadro P5000", 16, "pcie", 2016, ["p5000"]],
      ["quadro-p4000-8", "Quadro P4000", "Quadro P4000", 8, "pcie", 2017, ["p4000"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Maxwell",
    segment: "workstation",
    rows: [["quadro-m4000-8", "Quadro M4000", "Quadro M4000", 8, "pcie", 2015, ["m4000"]]],
  },
  {
    vendor: "nvidia",
    architecture: "Blackwell",
    segment: "consumer",
    rows: [
      ["rtx-5090-32", "RTX 5090", "RTX 5090", 32, "pcie", 2025, ["rtx 5090", "5090"]],
      ["rtx-5090-d-32", "RTX 5090 D", "RTX 5090 D", 32, "pcie", 2025, ["rtx 5090 d"]],
      ["rtx-5080-16", "RTX 5080", "RTX 5080", 16, "pcie", 2025, ["rtx 5080"]],
      ["rtx-5070-ti-16", "RTX 5070 Ti", "RTX 5070 Ti", 16, "pcie", 2025, ["rtx 5070 ti"]],
      ["rtx-5070-12", "RTX 5070", "RTX 5070", 12, "pcie", 2025, ["rtx 5070"]],
      ["rtx-5060-ti-16", "RTX 5060 Ti 16 GB", "RTX 5060 Ti", 16, "pcie", 2025, ["rtx 5060 ti"]],
      ["rtx-5060-ti-8", "RTX 5060 Ti 8 GB", "RTX 5060 Ti", 8, "pcie", 2025, ["rtx 5060 ti"]],
      ["rtx-5060-8", "RTX 5060", "RTX 5060", 8, "pcie", 2025, ["rtx 5060"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ada Lovelace",
    segment: "consumer",
    rows: [
      ["rtx-4090-24", "RTX 4090", "RTX 4090", 24, "pcie", 2022, ["rtx 4090", "4090"]],
      ["rtx-4090-d-24", "RTX 4090 D", "RTX 4090 D", 24, "pcie", 2023, ["rtx 4090 d"]],
      [
        "rtx-4080-super-16",
        "RTX 4080 SUPER",
        "RTX 4080 SUPER",
        16,
        "pcie",
        2024,
        ["rtx 4080 super", "rtx 4080 s"],
      ],
      ["rtx-4080-16", "RTX 4080", "RTX 4080", 16, "pcie", 2022, ["rtx 4080"]],
      [
        "rtx-4070-ti-super-16",
        "RTX 4070 Ti SUPER",
        "RTX 4070 Ti SUPER",
        16,
        "pcie",
        2024,
        ["rtx 4070 ti super", "rtx 4070 s ti"],
      ],
      ["rtx-4070-ti-12", "RTX 4070 Ti", "RTX 4070 Ti", 12, "pcie", 2023, ["rtx 4070 ti"]],
      [
        "rtx-4070-super-12",
        "RTX 4070 SUPER",
        "RTX 4070 SUPER",
        12,
        "pcie",
        2024,
        ["rtx 4070 super", "rtx 4070 s"],
      ],
      ["rtx-4070-12", "RTX 4070", "RTX 4070", 12, "pcie", 2023, ["rtx 4070"]],
      ["rtx-4060-ti-16", "RTX 4060 Ti 16 GB", "RTX 4060 Ti", 16, "pcie", 2023, ["rtx 4060 ti"]],
      ["rtx-4060-ti-8", "RTX 4060 Ti 8 GB", "RTX 4060 Ti", 8, "pcie", 2023, ["rtx 4060 ti"]],
      ["rtx-4060-8", "RTX 4060", "RTX 4060", 8, "pcie", 2023, ["rtx 4060"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Ampere",
    segment: "consumer",
    rows: [
      ["rtx-3090-ti-24", "RTX 3090 Ti", "RTX 3090 Ti", 24, "pcie", 2022, ["rtx 3090 ti"]],
      ["rtx-3090-24", "RTX 3090", "RTX 3090", 24, "pcie", 2020, ["rtx 3090", "3090"]],
      ["rtx-3080-ti-12", "RTX 3080 Ti", "RTX 3080 Ti", 12, "pcie", 2021, ["rtx 3080 ti"]],
      ["rtx-3080-12", "RTX 3080 12 GB", "RTX 3080", 12, "pcie", 2022, ["rtx 3080"]],
      ["rtx-3080-10", "RTX 3080 10 GB", "RTX 3080", 10, "pcie", 2020, ["rtx 3080"]],
      ["rtx-3070-ti-8", "RTX 3070 Ti", "RTX 3070 Ti", 8, "pcie", 2021, ["rtx 3070 ti"]],
      ["rtx-3070-8", "RTX 3070", "RTX 3070", 8, "pcie", 2020, ["rtx 3070"]],
      ["rtx-3060-ti-8", "RTX 3060 Ti", "RTX 3060 Ti", 8, "pcie", 2020, ["rtx 3060 ti"]],
      // No 8 GB row: feeds that merge variants call the 3060 Ti an 8 GB "RTX 3060".
      ["rtx-3060-12", "RTX 3060", "RTX 3060", 12, "pcie", 2021, ["~rtx 3060"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Turing",
    segment: "consumer",
    rows: [
      ["titan-rtx-24", "TITAN RTX", "TITAN RTX", 24, "pcie", 2018, ["titan rtx"]],
      ["rtx-2080-ti-11", "RTX 2080 Ti", "RTX 2080 Ti", 11, "pcie", 2018, ["rtx 2080 ti"]],
      [
        "rtx-2080-super-8",
        "RTX 2080 SUPER",
        "RTX 2080 SUPER",
        8,
        "pcie",
        2019,
        ["rtx 2080 super", "rtx 2080 s"],
      ],
      ["rtx-2080-8", "RTX 2080", "RTX 2080", 8, "pcie", 2018, ["rtx 2080"]],
      [
        "rtx-2070-super-8",
        "RTX 2070 SUPER",
        "RTX 2070 SUPER",
        8,
        "pcie",
        2019,
        ["rtx 2070 super", "rtx 2070 s"],
      ],
      ["rtx-2070-8", "RTX 2070", "RTX 2070", 8, "pcie", 2018, ["rtx 2070"]],
      [
        "rtx-2060-super-8",
        "RTX 2060 SUPER",
        "RTX 2060 SUPER",
        8,
        "pcie",
        2019,
        ["rtx 2060 super", "rtx 2060 s"],
      ],
      ["rtx-2060-6", "RTX 2060 6 GB", "RTX 2060", 6, "pcie", 2019, ["rtx 2060"]],
      ["rtx-2060-12", "RTX 2060 12 GB", "RTX 2060", 12, "pcie", 2021, ["rtx 2060"]],
    ],
  },
  {
    vendor: "nvidia",
    architecture: "Volta",
    segment: "consumer",
    rows: [["titan-v-12", "TITAN V", "TITAN V", 12, "pcie", 2017, ["titan v"]]],
  },
  {
    vendor: "nvidia",
    architecture: "Pascal",
    segment: "consumer",
    rows: [
      ["titan-xp-12", "TITAN Xp", "TITAN Xp", 12, "pcie", 2017, ["titan xp"]],
      ["gtx-1080-ti-11", "GTX 1080 Ti", "GTX 1080 Ti", 11, "pcie", 2017, ["gtx 1080 ti"]],
      ["gtx-1080-8", "GTX 1080", "GTX 1080", 8, "pcie", 2016, ["gtx 1080"]],
      ["gtx-1070-ti-8", "GTX 1070 Ti", "GTX 1070 Ti", 8, "pcie", 2017, ["gtx 1070 ti"]],
      ["gtx-1070-8", "GTX 1070", "GTX 1070", 8, "pcie", 2016, ["gtx 1070"]],
    ],
  },
  {
    vendor: "amd",
    architecture: "CDNA 4",
    segment: "data_center",
    rows: [
      ["mi355x-288", "Instinct MI355X", "MI355X", 288, "oam", 2025, ["mi355x"]],
      ["mi350x-288", "Instinct MI350X", "MI350X", 288, "oam", 2025, ["mi350x"]],
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
    rows: [["mi100-32", "Instinct MI100", "MI100", 32, "pcie", 2020, ["mi100"]]],
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
    ],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "data_center",
    rows: [["radeon-pro-v710-28", "Radeon PRO V710", "V710", 28, "pcie", 2024, ["pro v710", "v710"]]],
  },
  {
    vendor: "amd",
    architecture: "RDNA 2",
    segment: "data_center",
    rows: [["radeon-pro-v620-32", "Radeon PRO V620", "V620", 32, "pcie", 2021, ["pro v620", "v620"]]],
  },
  {
    vendor: "amd",
    architecture: "RDNA",
    segment: "data_center",
    rows: [["radeon-pro-v520-8", "Radeon Pro V520", "V520", 8, "pcie", 2020, ["pro v520", "v520"]]],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "workstation",
    rows: [["radeon-pro-w7900-48", "Radeon PRO W7900", "W7900", 48, "pcie", 2023, ["pro w7900", "w7900"]]],
  },
  {
    vendor: "amd",
    architecture: "RDNA 3",
    segment: "consumer",
    rows: [
      ["rx-7900-xtx-24", "RX 7900 XTX", "RX 7900 XTX", 24, "pcie", 2022, ["rx 7900 xtx"]],
      ["rx-7900-xt-20", "RX 7900 XT", "RX 7900 XT", 20, "pcie", 2022, ["rx 7900 xt"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Gaudi",
    segment: "data_center",
    rows: [
      ["gaudi3-128", "Gaudi 3", "Gaudi 3", 128, null, 2024, ["gaudi3"]],
      ["gaudi2-96", "Gaudi 2", "Gaudi 2", 96, null, 2022, ["gaudi2"]],
    ],
  },
  {
    vendor: "aws",
    architecture: "Neuron",
    segment: "data_center",
    rows: [
      ["inferentia2-32", "Inferentia2", "Inferentia2", 32, null, 2023, ["inferentia2", "inf2"]],
      ["trainium1-32", "Trainium", "Trainium", 32, null, 2022, ["trainium", "trainium1"]],
      ["trainium2-96", "Trainium2", "Trainium2", 96, null, 2024, ["trainium2"]],
    ],
  },
];
