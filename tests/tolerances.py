"""How far a number may be from what it should be: the one table, by device where that matters."""

FLAT_COLOUR_LEVELS = 1
"""8-bit levels between a decoded flat colour and the formula of its matrix: one for rounding."""

LIBRARY_PARITY = 1e-5
"""LPIPS from its authors' package, same weights, same images, float32."""

PUBLISHED_LPIPS = 1e-3
"""Published values are printed with three decimals; torchmetrics' doctest with four."""

MSSSIM_PARITY = 1e-5
"""MS-SSIM from an implementation in float64."""

SAME_FRAMES = {"cpu": 1e-6, "cuda": 1e-5}
"""The same frames measured again in other batches: convolutions may sum in another order."""

CPU_CUDA = 1e-4
"""The same frames on CPU and on CUDA, float32, TensorFloat-32 off."""

DLIB_PARITY = 1e-4
"""Numbers of dlib's face descriptor, of which the largest are about 0.5, in float32."""
