import type { GpuGroup } from "../gpu-row";

/** Intel's GPUs and accelerators, and those of AWS. */
// biome-ignore format: a table
export const intelAndAws: readonly GpuGroup[] = [
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
    vendor: "intel",
    architecture: "Xe-HPC",
    segment: "data_center",
    rows: [
      ["max-1550-128", "Data Center GPU Max 1550", "Max 1550", 128, "oam", 2023, ["data center max 1550", "max 1550"]],
      ["max-1350-96", "Data Center GPU Max 1350", "Max 1350", 96, "oam", 2023, ["data center max 1350", "max 1350"]],
      ["max-1100-48", "Data Center GPU Max 1100", "Max 1100", 48, "pcie", 2023, ["data center max 1100", "max 1100"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Xe-HPG",
    segment: "data_center",
    rows: [
      ["flex-170-16", "Data Center GPU Flex 170", "Flex 170", 16, "pcie", 2022, ["data center flex 170", "flex 170"]],
      // Half a board.
      ["flex-140-6", "Data Center GPU Flex 140", "Flex 140", 6, "pcie", 2022, ["data center flex 140", "flex 140"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Xe2-HPG",
    segment: "workstation",
    rows: [
      ["arc-pro-b70-32", "Arc Pro B70", "Arc Pro B70", 32, "pcie", 2026, ["arc pro b70"]],
      ["arc-pro-b60-24", "Arc Pro B60", "Arc Pro B60", 24, "pcie", 2025, ["arc pro b60"]],
      ["arc-pro-b50-16", "Arc Pro B50", "Arc Pro B50", 16, "pcie", 2025, ["arc pro b50"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Xe-HPG",
    segment: "workstation",
    rows: [
      ["arc-pro-a60-12", "Arc Pro A60", "Arc Pro A60", 12, "pcie", 2023, ["arc pro a60"]],
      ["arc-pro-a50-6", "Arc Pro A50", "Arc Pro A50", 6, "pcie", 2022, ["arc pro a50"]],
      ["arc-pro-a40-6", "Arc Pro A40", "Arc Pro A40", 6, "pcie", 2022, ["arc pro a40"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Xe2-HPG",
    segment: "consumer",
    rows: [
      ["arc-b580-12", "Arc B580", "Arc B580", 12, "pcie", 2024, ["arc b580"]],
      ["arc-b570-10", "Arc B570", "Arc B570", 10, "pcie", 2025, ["arc b570"]],
    ],
  },
  {
    vendor: "intel",
    architecture: "Xe-HPG",
    segment: "consumer",
    rows: [
      ["arc-a770-16", "Arc A770 16 GB", "Arc A770", 16, "pcie", 2022, ["arc a770"]],
      ["arc-a770-8", "Arc A770 8 GB", "Arc A770", 8, "pcie", 2022, ["arc a770"]],
      ["arc-a750-8", "Arc A750", "Arc A750", 8, "pcie", 2022, ["arc a750"]],
      ["arc-a580-8", "Arc A580", "Arc A580", 8, "pcie", 2023, ["arc a580"]],
      ["arc-a380-6", "Arc A380", "Arc A380", 6, "pcie", 2022, ["arc a380"]],
      ["arc-a310-4", "Arc A310", "Arc A310", 4, "pcie", 2022, ["arc a310"]],
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
