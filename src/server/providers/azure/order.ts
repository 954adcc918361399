import type { LaunchOrder } from "@/domain/pod/machine";
import { nobodysSshKey } from "../machines/nobodys-key";

export const MARK_TAG = "gpubroker-mark";
const ADMIN = "gpubroker";

type Place = { region: string; subnet: string };

/** Everything that is created with the machine is deleted with it: disk, network interface and address are set to "Delete". */
export function vmBody({ mark, offer, ...wanted }: LaunchOrder, { region, subnet }: Place) {
  const { startScript, sshPublicKey, diskGib } = wanted;
  return {
    location: region,
    tags: { [MARK_TAG]: mark },
    properties: {
      hardwareProfile: { vmSize: offer.instanceType },
      storageProfile: {
        imageReference: imageFor(offer.instanceType),
        osDisk: {
          createOption: "FromImage",
          deleteOption: "Delete",
          diskSizeGB: diskGib,
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
      },
      osProfile: {
        computerName: `${mark}-vm`,
        adminUsername: ADMIN,
        ...(startScript === null ? {} : { customData: Buffer.from(startScript).toString("base64") }),
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          ssh: {
            publicKeys: [
              { path: `/home/${ADMIN}/.ssh/authorized_keys`, keyData: sshPublicKey ?? nobodysSshKey() },
            ],
          },
        },
      },
      networkProfile: networkProfile(mark, subnet),
      ...(offer.isSpot ? spotProfile(wanted) : {}),
    },
  };
}

function networkProfile(mark: string, subnet: string) {
  const publicIPAddressConfiguration = {
    name: `${mark}-ip`,
    sku: { name: "Standard" },
    properties: { deleteOption: "Delete", publicIPAllocationMethod: "Static" },
  };
  const ipConfiguration = { primary: true, subnet: { id: subnet }, publicIPAddressConfiguration };
  return {
    networkApiVersion: "2020-11-01",
    networkInterfaceConfigurations: [
      {
        name: `${mark}-nic`,
        properties: {
          primary: true,
          deleteOption: "Delete",
          ipConfigurations: [{ name: `${mark}-ipconfig`, properties: ipConfiguration }],
        },
      },
    ],
  };
}

/** -1 means "up to the on-demand price" to Azure. */
function spotProfile({ bidMicroUsdPerHour: bid }: Pick<LaunchOrder, "bidMicroUsdPerHour">) {
  const maxPrice = bid === null ? -1 : bid / 1_000_000;
  return { priority: "Spot", evictionPolicy: "Delete", billingProfile: { maxPrice } };
}

/** Ubuntu 22.04 with GPU drivers and container runtime, which plain Ubuntu lacks; sizes with AMD's MI300X need their own. */
function imageFor(vmSize: string) {
  const sku = vmSize.includes("MI300X") ? "2204-rocm" : "2204";
  return { publisher: "microsoft-dsvm", offer: "ubuntu-hpc", sku, version: "latest" };
}
