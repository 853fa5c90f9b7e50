"""What are invented people called? Given names out of hedge and wood, families of places that are nowhere."""

from __future__ import annotations

from itertools import product
from random import Random

GIVEN = (
    "Alder Aspen Avens Barley Betony Bilberry Birch Bracken Briar Brindle Bryony Bunting Burnet Campion Celandine Chaffinch "
    "Chervil Clary Clover Comfrey Coriander Cowslip Cricket Dabchick Damson Dipper Dotterel Dunlin Elder Fennel Fern "
    "Fescue Fieldfare Finch Flax Fumitory Gannet Garnet Gorse Harebell Hawthorn Hazel Heather Heron Hobby Hyssop Ivy "
    "Jasper Juniper Kestrel Knapweed Lapwing Larch Lark Laurel Lavender Linnet Lovage Madder Mallow Marjoram Marlin "
    "Martin Meadow Medlar Merlin Mistle Moss Myrtle Nettle Oakley Onyx Orchis Osier Ouzel Pansy Pipit Plover Poppy "
    "Primrose Quince Ragwort Redstart Reed Robin Rowan Rush Saffron Sage Sanderling Savory Sedge Senna Siskin Skylark "
    "Sloe Sorrel Speedwell Starling Tansy Tarn Teal Teasel Thistle Thrift Thyme Vetch Violet Whimbrel Whinchat Willow "
    "Woodruff Wren Yarrow"
).split()
BEGINNINGS = (
    "Any Demonstrat Draft Example Exempl Fable Fancy Feign Fiction Figment Illustr Imagin Invent Makebeliev Mock Model "
    "Never Nobody Notion Nowher Pattern Placehol Pretend Sample Scenario Seeming Somewher Specimen Stencil Such Suppos "
    "Tale Tester Thought Trial Typic Unreal Whatsit Yarn"
).split()
ENDINGS = (
    "bourne bury by combe cote dale den field ford garth ham hope hurst ing lea leigh ley more over ridge shaw stead "
    "thorpe thwaite toft ton wardine wick worth wyke"
).split()
SURNAMES = (
    "Arbour Arch Bank Bay Beck Bell Bloom Booth Bridge Brook Byre Cairn Chart Cliff Cloud Cove Crest Croft Dale Dell "
    "Drift Dune Eaves Fell Field Flint Foss Gable Gate Glade Glen Grange Grove Harbour Haven Heath Hedge Hill Holm Hythe "
    "Keel Kerb Knoll Lake Lane Latch Ledge Lock Loft Mead Mere Mill Moor Nook Orchard Paddock Pier Pond Pool Quarry Quay "
    "Ridge Rill Sail Shore Slate Spire Spring Stile Stone Strand Terrace Tide Tower Vale Wall Weir Wells Wharf Yard"
).split()
KIN = (
    "Amaryl Basil Bay Calla Cedar Cicely Clement Corin Cress Elowen Ewan Flint Forrest Garland Hebe Hollis Ione Jago "
    "Jagoda Kit Lark Linden Lorel Marigold Marlow Maple Neroli Nigella Oriel Perry Petra Pomona Rosemary Rowena Rue "
    "Sabal Sorbus Sylvan Tamsin Teal Verity Vesper Willa Zinnia"
).split()
TOWNS = tuple(
    f"{beginning}{ending}"
    for beginning, ending in product(
        ("Sampleton", "Mocking", "Stencil", "Notion", "Pattern", "Trial", "Fable", "Figment"), ("", "brook", "gate", "field", "bank")
    )
    if ending or beginning == "Sampleton"
)


def families() -> list[str]:
    """Every invented family name there is."""
    return [beginning + ending for beginning, ending in product(BEGINNINGS, ENDINGS)]


def children(dice: Random, count: int) -> list[tuple[str, str]]:
    """So many children, no two of one name: given name and family name."""
    everybody = len(GIVEN) * len(families())
    whole = families()
    return [(GIVEN[n % len(GIVEN)], whole[n // len(GIVEN)]) for n in dice.sample(range(everybody), count)]


def workers(dice: Random, count: int) -> list[tuple[str, str]]:
    """So many people who work for an authority, no two of one name: given name and family name."""
    picked = dice.sample(range(len(GIVEN) * len(SURNAMES)), count)
    return [(GIVEN[n % len(GIVEN)], SURNAMES[n // len(GIVEN)]) for n in picked]
