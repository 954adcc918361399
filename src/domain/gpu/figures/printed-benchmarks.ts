import type { Benchmark } from "./benchmark";
import type { BenchmarkNote } from "./benchmark-note";

type Figure = number | null;
type BenchmarkRow = readonly [
  gpuId: string,
  fp64: Figure,
  fp32: Figure,
  tf32: Figure,
  fp16: Figure,
  bf16: Figure,
  fp8: Figure,
  int8: Figure,
  fp4: Figure,
  memoryBandwidthGBps: Figure,
];
type SourceGroup = {
  title: string;
  url: string;
  note: BenchmarkNote | null;
  isDerived?: boolean;
  rows: readonly BenchmarkRow[];
};

const n = null;

/** What could be read in the maker's documents, by columns as in BenchmarkRow. A GPU of several forms that differ (h100-80) has no row. */
// biome-ignore format: a table is read by its columns.
const groups: readonly SourceGroup[] = [
  {
    title: "NVIDIA HGX platform specifications (HGX B300, HGX B200)",
    url: "https://www.nvidia.com/en-us/data-center/hgx/",
    note: "per_board_of_eight_halved",
    rows: [
      ["b300-288", 1.25, 75, 1125, 2250, 2250, 4500, n, 13_500, 8000],
      ["b200-180", 37, 75, 1125, 2250, 2250, 4500, 4500, 9000, 7700],
    ],
  },
  {
    title: "NVIDIA GB300 NVL72",
    url: "https://www.nvidia.com/en-us/data-center/gb300-nvl72/",
    note: "per_rack_halved",
    rows: [["gb300-288", n, n, 1250, 2500, 2500, 5000, n, 15_000, 8000]],
  },
  {
    title: "NVIDIA GB200 NVL72",
    url: "https://www.nvidia.com/en-us/data-center/gb200-nvl72/",
    note: "per_superchip_halved",
    rows: [["gb200-186", 40, 80, 1250, 2500, 2500, 5000, 5000, 10_000, 8000]],
  },
  {
    title: "NVIDIA H100 Tensor Core GPU Architecture",
    url: "https://resources.nvidia.com/en-us-tensor-core/gtc22-whitepaper-hopper",
    note: "rounded",
    rows: [["h100-sxm-80", 34, 67, 494.7, 989.4, 989.4, 1978.9, 1978.9, n, 3350]],
  },
  {
    title: "NVIDIA H100 Tensor Core GPU data sheet",
    url: "https://resources.nvidia.com/en-us-tensor-core/nvidia-tensor-core-gpu-datasheet",
    note: "halved",
    rows: [
      ["h100-pcie-80", 26, 51, 378, 756.5, 756.5, 1513, 1513, n, 2000],
      ["h100-nvl-94", 30, 60, 417.5, 835.5, 835.5, 1670.5, 1670.5, n, 3900],
    ],
  },
  {
    title: "NVIDIA H200 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/h200/",
    note: "halved",
    rows: [
      ["h200-sxm-141", 34, 67, 494.5, 989.5, 989.5, 1979, 1979, n, 4800],
      ["h200-nvl-141", 30, 60, 417.5, 835.5, 835.5, 1670.5, 1670.5, n, 4800],
    ],
  },
  {
    title: "NVIDIA H200 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/h200/",
    note: "common_of_sxm_and_nvl",
    rows: [["h200-141", n, n, n, n, n, n, n, n, 4800]],
  },
  {
    title: "NVIDIA GH200 Grace Hopper Superchip data sheet",
    url: "https://resources.nvidia.com/en-us-grace-cpu/grace-hopper-superchip",
    note: "halved",
    rows: [
      ["gh200-96", 34, 67, 494.5, 990, 990, 1979, 1979, n, 4000],
      ["gh200-144", 34, 67, 494.5, 990, 990, 1979, 1979, n, 4900],
    ],
  },
  {
    title: "NVIDIA A100 Tensor Core GPU data sheet",
    url: "https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf",
    note: "bandwidth_by_form",
    rows: [
      ["a100-40", 9.7, 19.5, 156, 312, 312, n, 624, n, 1555],
      ["a100-sxm-40", 9.7, 19.5, 156, 312, 312, n, 624, n, 1555],
      ["a100-pcie-40", 9.7, 19.5, 156, 312, 312, n, 624, n, 1555],
      ["a100-80", 9.7, 19.5, 156, 312, 312, n, 624, n, n],
      ["a100-sxm-80", 9.7, 19.5, 156, 312, 312, n, 624, n, 2039],
      ["a100-pcie-80", 9.7, 19.5, 156, 312, 312, n, 624, n, 1935],
    ],
  },
  {
    title: "NVIDIA A30 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/products/a30-gpu/",
    note: null,
    rows: [["a30-24", 5.2, 10.3, 82, 165, 165, n, 330, n, 933]],
  },
  {
    title: "NVIDIA A40",
    url: "https://www.nvidia.com/en-us/data-center/a40/",
    note: null,
    rows: [["a40-48", n, 37.4, 74.8, 149.7, 149.7, n, 299.3, n, 696]],
  },
  {
    title: "NVIDIA A10 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/products/a10-gpu/",
    note: null,
    rows: [["a10-24", n, 31.2, 62.5, 125, 125, n, 250, n, 600]],
  },
  {
    title: "NVIDIA A10G data sheet for Amazon EC2 G5",
    url: "https://d1.awsstatic.com/product-marketing/ec2/NVIDIA_AWS_A10G_DataSheet_FINAL_02_17_2022.pdf",
    note: "as_quoted",
    rows: [["a10g-24", n, n, n, 70, 70, n, n, n, 600]],
  },
  {
    title: "NVIDIA A16",
    url: "https://www.nvidia.com/en-us/data-center/products/a16-gpu/",
    note: "per_board_of_four",
    rows: [["a16-16", n, 4.5, 9, 17.9, n, n, 35.9, n, 200]],
  },
  {
    title: "NVIDIA A2 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/products/a2/",
    note: null,
    rows: [["a2-16", n, 4.5, 9, 18, 18, n, 36, n, 200]],
  },
  {
    title: "NVIDIA L4 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/l4/",
    note: "halved",
    rows: [["l4-24", n, 30.3, 60, 121, 121, 242.5, 242.5, n, 300]],
  },
  {
    title: "NVIDIA L40",
    url: "https://www.nvidia.com/en-us/data-center/l40/",
    note: null,
    rows: [["l40-48", n, 90.5, 90.5, 181.05, 181.05, 362, 362, n, 864]],
  },
  {
    title: "NVIDIA L40S",
    url: "https://www.nvidia.com/en-us/data-center/l40s/",
    note: null,
    rows: [["l40s-48", n, 91.6, 183, 362.05, 362.05, 733, 733, n, 864]],
  },
  {
    title: "NVIDIA T4 Tensor Core GPU",
    url: "https://www.nvidia.com/en-us/data-center/tesla-t4/",
    note: "older_sheets_320",
    rows: [["t4-16", n, 8.1, n, 65, n, n, 130, n, 300]],
  },
  {
    title: "NVIDIA V100 Tensor Core GPU data sheet",
    url: "https://images.nvidia.com/content/technologies/volta/pdf/volta-v100-datasheet-update-us-1165301-r5.pdf",
    note: "common_of_sxm2_and_pcie",
    rows: [
      ["v100-16", n, n, n, n, n, n, n, n, 900],
      ["v100-32", n, n, n, n, n, n, n, n, 900],
      ["v100-sxm-16", 7.8, 15.7, n, 125, n, n, n, n, 900],
      ["v100-sxm-32", 7.8, 15.7, n, 125, n, n, n, n, 900],
      ["v100-pcie-16", 7, 14, n, 112, n, n, n, n, 900],
      ["v100-pcie-32", 7, 14, n, 112, n, n, n, n, 900],
      ["v100s-32", 8.2, 16.4, n, 130, n, n, n, n, 1134],
    ],
  },
  {
    title: "NVIDIA Tesla P100 data sheet",
    url: "https://images.nvidia.com/content/tesla/pdf/nvidia-tesla-p100-PCIe-datasheet.pdf",
    note: "pascal_vector_fp16",
    rows: [
      ["p100-16", n, n, n, n, n, n, n, n, 732],
      ["p100-sxm-16", 5.3, 10.6, n, 21.2, n, n, n, n, 732],
      ["p100-pcie-16", 4.7, 9.3, n, 18.7, n, n, n, n, 732],
    ],
  },
  {
    title: "NVIDIA Tesla P40 and P4 data sheets",
    url: "https://images.nvidia.com/content/pdf/tesla/184427-Tesla-P40-Datasheet-NV-Final-Letter-Web.pdf",
    note: null,
    rows: [
      ["p40-24", n, 12, n, n, n, n, 47, n, 346],
      ["p4-8", n, 5.5, n, n, n, n, 22, n, 192],
    ],
  },
  {
    title: "NVIDIA RTX Blackwell PRO GPU Architecture",
    url: "https://www.nvidia.com/content/dam/en-zz/Solutions/design-visualization/quadro-product-literature/NVIDIA-RTX-Blackwell-PRO-GPU-Architecture-v1.0.pdf",
    note: "as_quoted_and_multiplied",
    isDerived: true,
    rows: [["rtx-pro-6000-workstation-96", n, 126, 251.9, 503.8, 503.8, 1007.6, 1007.6, 2015.2, 1792]],
  },
  {
    title: "NVIDIA RTX PRO 6000 Blackwell series",
    url: "https://www.nvidia.com/en-us/products/workstations/professional-desktop-gpus/rtx-pro-6000/",
    note: "ai_tops_halved",
    isDerived: true,
    rows: [["rtx-pro-6000-max-q-96", n, 110, 219.4, 438.9, 438.9, 877.8, 877.8, 1755.5, 1792]],
  },
  {
    title: "NVIDIA RTX PRO 6000 Blackwell Server Edition",
    url: "https://www.nvidia.com/en-us/data-center/rtx-pro-6000-blackwell-server-edition/",
    note: "tensor_from_fp32",
    isDerived: true,
    rows: [["rtx-pro-6000-server-96", n, 120, 240, 480, 480, 960, 960, 1920, 1597]],
  },
  {
    title: "NVIDIA Ada GPU Architecture, professional edition",
    url: "https://images.nvidia.com/aem-dam/en-zz/Solutions/technologies/NVIDIA-ADA-GPU-PROVIZ-Architecture-Whitepaper_1.1.pdf",
    note: null,
    rows: [["rtx-6000-ada-48", n, 91.1, 182.1, 364.2, 364.2, 728.5, 728.5, n, 960]],
  },
  {
    title: "NVIDIA RTX Ada Generation workstation data sheets",
    url: "https://www.nvidia.com/en-us/products/workstations/rtx-5000/",
    note: "only_fp8_printed",
    isDerived: true,
    rows: [
      ["rtx-5000-ada-32", n, 65.3, 130.6, 261.1, 261.1, 522.2, 522.2, n, 576],
      ["rtx-4500-ada-24", n, 39.6, 79.3, 158.5, 158.5, 317, 317, n, 432],
      ["rtx-4000-ada-20", n, 26.7, 53.4, 106.8, 106.8, 213.6, 213.6, n, 360],
      ["rtx-4000-sff-ada-20", n, 19.2, 38.4, 76.7, 76.7, 153.4, 153.4, n, 280],
      ["rtx-2000-ada-16", n, 12, 24, 48, 48, 95.95, 95.95, n, 224],
    ],
  },
  {
    title: "NVIDIA RTX A-series workstation data sheets",
    url: "https://www.nvidia.com/en-us/products/workstations/rtx-a6000/",
    note: "fp16_halved",
    rows: [
      ["rtx-a6000-48", n, 38.7, n, 154.85, n, n, n, n, 768],
      ["rtx-a5000-24", n, 27.8, n, 111.1, n, n, n, n, 768],
      ["rtx-a4500-20", n, 23.7, n, 94.6, n, n, n, n, 640],
      ["rtx-a4000-16", n, 19.2, n, 76.7, n, n, n, n, 448],
      ["rtx-a2000-6", n, 8, n, 31.95, n, n, n, n, 288],
      ["rtx-a2000-12", n, 8, n, 31.95, n, n, n, n, 288],
    ],
  },
  {
    title: "NVIDIA Turing GPU Architecture",
    url: "https://images.nvidia.com/aem-dam/en-zz/Solutions/design-visualization/technologies/turing-architecture/NVIDIA-Turing-Architecture-Whitepaper.pdf",
    note: null,
    rows: [
      ["quadro-rtx-8000-48", n, 16.3, n, 130.5, n, n, 261, n, 672],
      ["quadro-rtx-6000-24", n, 16.3, n, 130.5, n, n, 261, n, 672],
      ["rtx-2080-ti-11", n, 13.4, n, 53.8, n, n, 215.2, n, 616],
    ],
  },
  {
    title: "NVIDIA RTX Blackwell GPU Architecture",
    url: "https://images.nvidia.com/aem-dam/Solutions/geforce/blackwell/nvidia-rtx-blackwell-gpu-architecture.pdf",
    note: "fp32_accumulation",
    rows: [
      ["rtx-5090-32", n, 104.8, 104.8, 209.5, 209.5, 419, 838, 1676, 1792],
      ["rtx-5080-16", n, 56.3, 56.3, 112.6, 112.6, 225.1, 450.2, 900.4, 960],
    ],
  },
  {
    title: "NVIDIA Ada GPU Architecture",
    url: "https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf",
    note: "fp32_accumulation",
    rows: [
      ["rtx-4090-24", n, 82.6, 82.6, 165.2, 165.2, 330.3, 660.6, n, 1008],
      ["rtx-4080-16", n, 48.7, 48.7, 97.5, 97.5, 194.9, 389.9, n, 716.8],
      ["rtx-4070-ti-12", n, 40.1, 40.1, 80.2, 80.2, 160.4, 320.7, n, 504],
      ["rtx-3090-ti-24", n, 40, 40, 80, 80, n, 320, n, 1008],
      ["rtx-3080-ti-12", n, 34.1, 34.1, 68.2, 68.2, n, 272.8, n, 912.4],
    ],
  },
  {
    title: "NVIDIA Ampere GA102 GPU Architecture",
    url: "https://www.nvidia.com/content/PDF/nvidia-ampere-ga-102-gpu-architecture-whitepaper-v2.pdf",
    note: "fp32_accumulation",
    rows: [
      ["rtx-3090-24", n, 35.6, 35.6, 71, 71, n, 284, n, 936],
      ["rtx-3080-10", n, 29.8, 29.8, 59.5, 59.5, n, 238, n, 760],
      ["rtx-3070-8", n, 20.3, 20.3, 40.6, 40.6, n, 162.6, n, 448],
      ["titan-rtx-24", n, 16.3, n, 130.5, n, n, n, n, 672],
    ],
  },
  {
    title: "AMD Instinct MI355X",
    url: "https://www.amd.com/en/products/accelerators/instinct/mi350/mi355x.html",
    note: "mxfp4_no_tf32",
    rows: [["mi355x-288", 78.6, 157.3, n, 2516.6, 2516.6, 5033.2, 5033.2, 10_066.3, 8000]],
  },
  {
    title: "AMD Instinct MI350X",
    url: "https://www.amd.com/en/products/accelerators/instinct/mi350/mi350x.html",
    note: "mxfp4_no_tf32",
    rows: [["mi350x-288", 72.1, 144.2, n, 2306.9, 2306.9, 4613.7, 4613.7, 9227.5, 8000]],
  },
  {
    title: "AMD Instinct MI325X",
    url: "https://www.amd.com/en/products/accelerators/instinct/mi300/mi325x.html",
    note: null,
    rows: [["mi325x-256", 81.7, 163.4, 653.7, 1307.4, 1307.4, 2614.9, 2614.9, n, 6000]],
  },
  {
    title: "AMD Instinct MI300X",
    url: "https://www.amd.com/en/products/accelerators/instinct/mi300/mi300x.html",
    note: null,
    rows: [["mi300x-192", 81.7, 163.4, 653.7, 1307.4, 1307.4, 2614.9, 2614.9, n, 5300]],
  },
  {
    title: "AMD Instinct MI200 series",
    url: "https://www.amd.com/en/products/accelerators/instinct/mi200.html",
    note: null,
    rows: [
      ["mi250x-128", 47.9, 47.9, n, 383, 383, n, 383, n, 3276.8],
      ["mi250-128", 45.3, 45.3, n, 362.1, 362.1, n, 362.1, n, 3276.8],
      ["mi210-64", 22.6, 22.6, n, 181, 181, n, 181, n, 1638.4],
    ],
  },
  {
    title: "Intel Gaudi 3 AI accelerator",
    url: "https://www.intel.com/content/www/us/en/products/details/processors/ai-accelerators/gaudi3.html",
    note: "matrix_engine_1750_mhz",
    rows: [["gaudi3-128", n, n, n, n, 1835, 1835, n, n, 3700]],
  },
  {
    title: "Intel Gaudi 2 AI accelerator",
    url: "https://www.intel.com/content/www/us/en/products/details/processors/ai-accelerators/gaudi2.html",
    note: "matrix_engine",
    rows: [["gaudi2-96", n, n, n, n, 432, 865, n, n, 2450]],
  },
  {
    title: "AWS Neuron: Inferentia2 architecture",
    url: "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/general/arch/neuron-hardware/inferentia2.html",
    note: "per_chip_of_two_cores",
    rows: [["inferentia2-32", n, 47.5, 190, 190, 190, n, 380, n, 820]],
  },
  {
    title: "AWS Neuron: Trainium architecture",
    url: "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/general/arch/neuron-hardware/trainium.html",
    note: "per_chip_of_two_cores",
    rows: [["trainium1-32", n, 47.5, 190, 190, 190, n, 380, n, 820]],
  },
  {
    title: "AWS Neuron: Trainium2 architecture",
    url: "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/trainium2.html",
    note: "per_chip_of_eight_cores",
    rows: [["trainium2-96", n, 181, 667, 667, 667, 1299, n, n, 2900]],
  },
];

/** What could be read in makers' documents. */
export const printedBenchmarks: readonly Benchmark[] = groups.flatMap(
  ({ title, url, note, isDerived = false, rows }) =>
    rows.map(([gpuId, fp64, fp32, tf32, fp16, bf16, fp8, int8, fp4, memoryBandwidthGBps]) => ({
      gpuId,
      tflops: { fp64, fp32, tf32, fp16, bf16, fp8, int8, fp4 },
      memoryBandwidthGBps,
      source: { title, url, note, basis: isDerived ? "derived" : "printed" },
    })),
);
