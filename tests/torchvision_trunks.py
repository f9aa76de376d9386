"""The `features` of three torchvision networks, written out, so that `lpips` runs where torchvision does not."""

import torch
from torch import nn


class Fire(nn.Module):
    """SqueezeNet's module, with torchvision's parameter names."""

    def __init__(self, before, squeeze, expand):
        """Channels before it, in its middle, and of each of its two expansions."""
        super().__init__()
        self.squeeze = nn.Conv2d(before, squeeze, 1)
        self.expand1x1, self.expand3x3 = nn.Conv2d(squeeze, expand, 1), nn.Conv2d(squeeze, expand, 3, padding=1)

    def forward(self, x):
        """Squeeze, then both expansions side by side."""
        x = self.squeeze(x).relu()
        return torch.cat([self.expand1x1(x).relu(), self.expand3x3(x).relu()], 1)


def alexnet():
    return nn.Sequential(
        nn.Conv2d(3, 64, 11, 4, 2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(192, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(),
        nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
    )  # fmt: skip


def squeezenet1_1():
    def pool():
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    return nn.Sequential(
        nn.Conv2d(3, 64, 3, 2), nn.ReLU(), pool(), Fire(64, 16, 64), Fire(128, 16, 64), pool(), Fire(128, 32, 128),
        Fire(256, 32, 128), pool(), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256),
    )  # fmt: skip


def vgg16():
    steps, before = [], 3
    for width, convolutions in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(convolutions):
            steps += [nn.Conv2d(before, width, 3, padding=1), nn.ReLU()]
            before = width
        steps.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(*steps)


BUILD = {"alex": alexnet, "squeeze": squeezenet1_1, "vgg": vgg16}
TORCHVISION_NAME = {"alex": "alexnet", "squeeze": "squeezenet1_1", "vgg": "vgg16"}
