import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aliasKey, gpuById, gpus, parseGpuName } from "./gpu";
import { gpuGroups } from "./gpu-table";
import { plainName } from "./plain-name";

const idOf = (raw: string, vramGib?: number) => parseGpuName(raw, { vramGib })?.id ?? null;
const rows = gpuGroups.flatMap((group) => group.rows);
const formWord = { sxm: "SXM", pcie: "PCIe", nvl: "NVL", oam: "OAM", superchip: "" };

describe("a name of the table", () => {
  it.each(rows.map((row) => [row[0], row] as const))("of %s is that card and no other", (id, row) => {
    const [, , , vramGib, form, , names] = row;
    const brand = gpuById(id)?.model.startsWith("Quadro") ? "Quadro " : "";
    // "TITAN X" is two cards; see below.
    for (const name of names.filter((one) => one !== "~titan x")) {
      const plain = name.replace(/^[~+-]/, "");
      expect([plain, idOf(`${brand}${plain} ${form === null ? "" : formWord[form]}`, vramGib)]).toEqual([
        plain,
        id,
      ]);
      const unformed = parseGpuName(`${brand}${plain}`, { vramGib });
      if (unformed === null) continue;
      const found = gpuById(unformed.id);
      expect([found?.vramGib, found?.vendor]).toEqual([vramGib, gpuById(id)?.vendor]);
    }
  });

  it("stands for one card: no other row has the same name, form and memory", () => {
    const keys = rows.flatMap(([id, , , vramGib, form, , names]) =>
      names.map((name) => ({ id, key: `${aliasKey(name.replace(/^[~+-]/, ""))}|${vramGib}|${form}` })),
    );
    const shared = keys.filter(({ key }, index) => keys.findIndex((one) => one.key === key) !== index);
    // Only a stated generation tells these two apart; without it, both stay unknown.
    expect(shared.map(({ id }) => id)).toEqual(["gtx-titan-x-12"]);
    expect([idOf("TITAN X", 12), idOf("NVIDIA TITAN X (Pascal)"), idOf("GeForce GTX TITAN X")]).toEqual([
      null,
      "titan-x-pascal-12",
      "gtx-titan-x-12",
    ]);
  });
});

describe("typography", () => {
  it.each([
    ["ＮＶＩＤＩＡ Ｈ１００ ８０ＧＢ ＨＢＭ３", undefined, "h100-sxm-80"],
    ["NVIDIA\u00a0A100\u201180GB\u202fPCIe", undefined, "a100-pcie-80"],
    ["A100\u2010SXM4\u201340GB", undefined, "a100-sxm-40"],
    ["RTX\u2009PRO\u20096000\u2009Blackwell\u2009Max\u2212Q", undefined, "rtx-pro-6000-max-q-96"],
    ["NVIDIA® GeForce RTX™ 4090", undefined, "rtx-4090-24"],
    ["GeForce®RTX™4070 Ti SUPER", undefined, "rtx-4070-ti-super-16"],
    ["Intel® Arc™ A770 Graphics", 16, "arc-a770-16"],
    ["AMD Instinct™ MI300X", undefined, "mi300x-192"],
    ["RTX\u200b4090\ufeff", undefined, "rtx-4090-24"],
    ["Tesla\tT4\n", undefined, "t4-16"],
    ["H100 SXM\u00ad5", 80, "h100-sxm-80"],
    ["Radeon Ⅶ", undefined, null],
  ])("%j (%s GiB) is %s", (raw, vramGib, id) => {
    expect(idOf(raw, vramGib)).toBe(id ?? "radeon-vii-16");
  });

  it.each(["8× H100 SXM5", "8 × H100 SXM5", "８×H100 SXM5", "H100 SXM5 ×8", "8✕H100 SXM5"])(
    "%j counts eight",
    (raw) => {
      expect(parseGpuName(raw, { vramGib: 80 })).toMatchObject({ id: "h100-sxm-80", count: 8 });
    },
  );

  it("does not change which card a name means", () => {
    const space = fc.constantFrom(
      " ",
      "\u00a0",
      "\u2009",
      "\u202f",
      "\u3000",
      "-",
      "\u2010",
      "\u2011",
      "\u2013",
      "\u2212",
      "_",
    );
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.constantFrom(...gpus),
        space,
        fc.boolean(),
        fc.constantFrom("", "®", "™", "\u200b"),
        (gpu, gap, isWide, mark) => {
          const text = `${gpu.model.replaceAll(" ", gap)}${mark}`;
          expect(idOf(isWide ? wide(text) : text, gpu.vramGib)).toBe(gpu.id);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("takes a footnote's mark for no digit of the name", () => {
    expect(["L4⁰", "A10⁰", "H100 PCIe¹", "RTX 4080①"].map((raw) => idOf(raw))).toEqual([
      "l4-24",
      "a10-24",
      "h100-pcie-80",
      "rtx-4080-16",
    ]);
  });

  it("leaves a letter of another alphabet unknown, and any text without an exception", () => {
    expect([idOf("Н100 SXM", 80), idOf("RTX 4О90"), idOf("½ L4"), idOf("L4 🚀")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (raw) => void [parseGpuName(raw), plainName(raw)]));
    expect(plainName("\ufdfa".repeat(100))).toBeNull();
  });
});

describe("a variant is never its big brother", () => {
  const suffixes = [
    "Laptop GPU",
    "Laptop",
    "Mobile",
    "with Max-Q Design",
    "Max-Q",
    "Embedded GPU",
    "Notebook",
    "Engineering Sample",
  ];

  it("of any card, made for laptops or boards", () => {
    for (const gpu of gpus)
      for (const suffix of suffixes) {
        const found = idOf(`${gpu.model} ${suffix}`, gpu.vramGib);
        // The one desktop card of that name.
        const isItself = found === "rtx-pro-6000-max-q-96" && suffix === "Max-Q";
        expect([gpu.model, suffix, isItself ? null : found]).toEqual([gpu.model, suffix, null]);
      }
  });

  it.each<[string, number | undefined, string | null]>([
    ["RTX 4090D", undefined, "rtx-4090-d-24"],
    ["NVIDIA GeForce RTX 4090 D", 24, "rtx-4090-d-24"],
    ["RTX 5090D", undefined, "rtx-5090-d-32"],
    ["RTX 5090 D V2", undefined, "rtx-5090-d-v2-24"],
    ["RTX 5090", 24, null],
    ["NVIDIA RTX 6000D", undefined, "rtx-6000d-84"],
    ["RTX PRO 6000D", 84, null],
    ["NVIDIA H800", undefined, "h800-80"],
    ["H800 SXM5", 80, "h800-sxm-80"],
    ["NVIDIA H800 NVL", 94, null],
    ["NVIDIA A800-SXM4-80GB", undefined, "a800-sxm-80"],
    ["A800", 80, "a800-80"],
    ["A800", undefined, null],
    ["NVIDIA H20", 96, "h20-96"],
    ["NVIDIA H20-3e", undefined, "h20-141"],
    ["H20 NVL16", 141, null],
    ["L20", undefined, "l20-48"],
    ["L2", undefined, "l2-24"],
    ["A10M", undefined, "a10m-20"],
    ["MI308X", undefined, "mi308x-192"],
    ["Radeon PRO W7900D", undefined, "radeon-pro-w7900d-48"],
    ["CMP 170HX", 8, "cmp-170hx-8"],
    ["CMP 90HX", undefined, "cmp-90hx-10"],
    ["CMP 90HX", 24, null],
    ["P106-100", undefined, "p106-100-6"],
    ["P102-100", 10, null],
    ["H100 SXM", 94, "h100-sxm-94"],
    ["H100", 94, "h100-nvl-94"],
    ["H100", 96, null],
    ["H100 64GB", undefined, null],
    ["RTX 3060 8GB", undefined, "rtx-3060-8"],
    ["RTX 3060", 8, null],
    ["Quadro T1000", 4, null],
    ["NVIDIA T1000", 4, "t1000-4"],
    ["Quadro RTX 6000 Passive", undefined, "quadro-rtx-6000-passive-24"],
    ["Quadro RTX 3000", 6, null],
    ["Radeon RX 6800S", 8, null],
    ["Radeon RX 7900M", 16, null],
    ["Radeon Pro 5600M", 8, null],
    ["Arc A770M", 16, null],
    ["Arc Pro A60M", 8, null],
    ["GeForce RTX 2050", 4, null],
    ["RTX 3050 Ti", 4, null],
    ["GeForce MX450", 2, null],
    ["RTX 4070 Ti", 16, null],
    ["RTX PRO 4500 Blackwell Server Edition", 32, "rtx-pro-4500-server-32"],
    ["RTX PRO 4500 Blackwell", 32, "rtx-pro-4500-32"],
  ])("%s (%s GiB) is %s", (raw, vramGib, id) => {
    expect(idOf(raw, vramGib)).toBe(id);
  });
});

/** As drivers and lists of devices print them: github.com/NVIDIA/open-gpu-kernel-modules (README), github.com/pciutils/pciids. */
const printed = `
A100 PCIe 40GB=a100-pcie-40|NVIDIA A100-PCIE-40GB=a100-pcie-40|NVIDIA A100 80GB PCIe=a100-pcie-80|NVIDIA A100-SXM4-40GB=a100-sxm-40|
NVIDIA A100-SXM4-80GB=a100-sxm-80|A100X=a100x-80|NVIDIA A10G=a10g-24|NVIDIA A16=a16-16|NVIDIA A2=a2-16|A30 PCIe=a30-24|A30X=a30x-24|
NVIDIA A40=a40-48|NVIDIA A800 40GB Active=a800-pcie-40|NVIDIA A800 80GB PCIe=a800-pcie-80|NVIDIA A800-SXM4-40GB=a800-sxm-40|
NVIDIA B200=b200-180|NVIDIA B300 SXM6 AC=b300-288|NVIDIA GB10=gb10-128|NVIDIA GB200=gb200-186|NVIDIA GB300=gb300-288|
NVIDIA GH200 120GB=gh200-96|NVIDIA GH200 480GB=gh200-96|NVIDIA GH200 144G HBM3e=gh200-144|H100 CNX=h100-cnx-80|
NVIDIA H100 80GB HBM3=h100-sxm-80|H100 SXM5 64GB=h100-sxm-64|H100 SXM5 96GB=h100-sxm-96|NVIDIA H100 NVL=h100-nvl-94|
NVIDIA H100 PCIe=h100-pcie-80|H200 SXM 141GB=h200-sxm-141|NVIDIA H200 NVL=h200-nvl-141|NVIDIA H800 PCIe=h800-pcie-80|
NVIDIA L4=l4-24|NVIDIA L40=l40-48|L40 CNX=l40-cnx-24|L40G=l40g-24|NVIDIA L40S=l40s-48|Tesla M10=m10-8|Tesla M60=m60-8|
Tesla P4=p4-8|Tesla P10=p10-24|Tesla P40=p40-24|Tesla P100 PCIe 12GB=p100-pcie-12|Tesla P100 SXM2 16GB=p100-sxm-16|Tesla T4=t4-16|
Tesla T10=t10-16|Tesla V100 FHHL 16GB=v100-fhhl-16|Tesla V100 SXM3 32GB=v100-sxm-32|Tesla V100 PCIe 32GB=v100-pcie-32|
Tesla V100S PCIe 32GB=v100s-32|NVIDIA GeForce GTX 1630=gtx-1630-4|NVIDIA GeForce GTX 1650=gtx-1650-4|
NVIDIA GeForce GTX 1650 SUPER=gtx-1650-super-4|NVIDIA GeForce GTX 1660=gtx-1660-6|NVIDIA GeForce GTX 1660 SUPER=gtx-1660-super-6|
NVIDIA GeForce GTX 1660 Ti=gtx-1660-ti-6|GeForce GTX 1050 3GB=gtx-1050-3|GeForce GTX 1050 Ti=gtx-1050-ti-4|GeForce GTX 1060 3GB=gtx-1060-3|
GeForce GTX 1060 6GB=gtx-1060-6|GeForce GTX 1070 Ti=gtx-1070-ti-8|GeForce GTX 1080 Ti=gtx-1080-ti-11|
NVIDIA GeForce RTX 2070 Super=rtx-2070-super-8|NVIDIA GeForce RTX 2080 Ti=rtx-2080-ti-11|NVIDIA GeForce RTX 3060 Ti=rtx-3060-ti-8|
NVIDIA GeForce RTX 3070 Ti=rtx-3070-ti-8|NVIDIA GeForce RTX 3080 Ti=rtx-3080-ti-12|NVIDIA GeForce RTX 3090 Ti=rtx-3090-ti-24|
NVIDIA GeForce RTX 4060=rtx-4060-8|NVIDIA GeForce RTX 4070 SUPER=rtx-4070-super-12|NVIDIA GeForce RTX 4070 Ti=rtx-4070-ti-12|
NVIDIA GeForce RTX 4070 Ti SUPER=rtx-4070-ti-super-16|NVIDIA GeForce RTX 4080 SUPER=rtx-4080-super-16|NVIDIA GeForce RTX 5050=rtx-5050-8|
NVIDIA GeForce RTX 5060=rtx-5060-8|NVIDIA GeForce RTX 5070=rtx-5070-12|NVIDIA GeForce RTX 5070 Ti=rtx-5070-ti-16|
NVIDIA GeForce RTX 5090=rtx-5090-32|NVIDIA TITAN RTX=titan-rtx-24|TITAN V=titan-v-12|TITAN Xp=titan-xp-12|
NVIDIA RTX 2000 Ada Generation=rtx-2000-ada-16|NVIDIA RTX 4000 SFF Ada Generation=rtx-4000-sff-ada-20|
NVIDIA RTX 5880 Ada Generation=rtx-5880-ada-48|NVIDIA RTX 6000 Ada Generation=rtx-6000-ada-48|NVIDIA RTX A400=rtx-a400-4|
NVIDIA RTX A1000=rtx-a1000-8|NVIDIA RTX A2000 12GB=rtx-a2000-12|NVIDIA RTX A4000H=rtx-a4000h-16|NVIDIA RTX A5500=rtx-a5500-24|
NVIDIA RTX A6000=rtx-a6000-48|NVIDIA RTX PRO 2000 Blackwell=rtx-pro-2000-16|NVIDIA RTX PRO 4000 Blackwell SFF Edition=rtx-pro-4000-sff-24|
NVIDIA RTX PRO 5000 72GB Blackwell=rtx-pro-5000-72|NVIDIA RTX PRO 6000 Blackwell Server Edition=rtx-pro-6000-server-96|
NVIDIA RTX PRO 6000 Blackwell Workstation Edition=rtx-pro-6000-workstation-96|NVIDIA T1000 8GB=t1000-8|NVIDIA T400 4GB=t400-4|
NVIDIA T600=t600-4|Quadro GP100=quadro-gp100-16|Quadro GV100=quadro-gv100-32|Quadro M6000 24GB=quadro-m6000-24|
Quadro P2200=quadro-p2200-5|Quadro P620=quadro-p620-2|Quadro RTX 4000=quadro-rtx-4000-8|Quadro RTX 8000=quadro-rtx-8000-48|
AMD Instinct MI100=mi100-32|AMD Instinct MI250X=mi250x-128|AMD Instinct MI300A=mi300a-128|AMD Instinct MI355X=mi355x-288|AMD Instinct MI350P=mi350p-144|
AMD Radeon AI PRO R9700=radeon-ai-pro-r9700-32|AMD Radeon Pro V620=radeon-pro-v620-32|AMD Radeon Pro W5500=radeon-pro-w5500-8|
AMD Radeon PRO W6800=radeon-pro-w6800-32|AMD Radeon Pro W7800 48GB=radeon-pro-w7800-48|AMD Radeon Pro W7900 Dual Slot=radeon-pro-w7900-48|
AMD Radeon Pro WX 7100=radeon-pro-wx-7100-8|AMD Radeon Vega Frontier Edition=radeon-vega-frontier-16|AMD Radeon RX 6950 XT=rx-6950-xt-16|
AMD Radeon VII=radeon-vii-16|Intel Arc A380=arc-a380-6|Intel Arc B580=arc-b580-12|Intel Arc Pro B60=arc-pro-b60-24|
Intel Arc Pro B70=arc-pro-b70-32|Intel Data Center GPU Flex 170=flex-170-16|Intel Data Center GPU Max 1550=max-1550-128`;

/** Printed names that stay unknown, and why. */
const unknown: Record<string, string> = {
  "NVIDIA A100-SXM-64GB": "made for one supercomputer; no document states when",
  "A100-PG506-217": "a board's number",
  "NVIDIA AX800": "its memory is not known",
  "NVIDIA A800 80GB PCIe LC": "cooled by water; no row",
  B100: "never sold",
  "GB300 MaxQ": "its figures are not known",
  "Tesla V100 DGXS 32GB": "a part of one workstation",
  "Tesla P6": "its memory is not known",
  "NVIDIA RTX 2000E Ada Generation": "no document that was read states its year",
  "Quadro T2000": "a laptop's",
  "Radeon Pro W6900X": "Apple's",
  "Intel Data Center GPU Max 1450": "an export variant; its memory is not known",
  "Intel Arc Pro B65": "its memory is not known",
  "Radeon RX 6400/6500 XT/6500M": "three cards",
  "NVIDIA H100": "80 or 94 GB",
  "NVIDIA GeForce RTX 3080": "10 or 12 GB",
  "NVIDIA GeForce RTX 4060 Ti": "8 or 16 GB",
  "NVIDIA RTX PRO 5000 Blackwell": "48 or 72 GB",
  "NVIDIA RTX A2000": "6 or 12 GB",
};

describe("names that drivers print", () => {
  it.each(
    printed
      .replaceAll("\n", "")
      .split("|")
      .map((pair) => pair.split("=")),
  )("%s is %s", (raw = "", id = "") => {
    expect(gpuById(id)?.id).toBe(id);
    expect(idOf(raw)).toBe(id);
  });

  it.each(Object.entries(unknown))("%s stays unknown: %s", (raw) => {
    expect(idOf(raw)).toBeNull();
  });
});
