"""The vocabulary and the figures that the tests of sheets use."""

from decimal import Decimal

from assessments.sheets.vocabulary import Vocabulary

NAMES = [
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
]
ALIASES = {4: ["การใช้ทรัพย์สินของทางราชการ"], 8: ["การปรับปรุงการทำงาน"]}
VOCABULARY = Vocabulary(
    {number: [name, *ALIASES.get(number, [])] for number, name in enumerate(NAMES, 1)},
    {
        "IIT": ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน"],
        "EIT": ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก"],
        "OIT": ["แบบตรวจการเปิดเผยข้อมูลสาธารณะ"],
    },
    {"IIT": Decimal(30), "EIT": Decimal(30), "OIT": Decimal(40)},
    {"IIT": [1, 2, 3, 4, 5], "EIT": [6, 7, 8], "OIT": [9, 10]},
)
SCORES = [100.0, 89.43, 99.14, 86.77, 98.28, 98.57, 98.79, 98.44, 74.33, 50.0]
OTHER_SCORES = [90.0, 80.5, 91.25, 70.0, 88.0, 95.55, 60.01, 77.0, 100.0, 93.75]
THIRD_SCORES = [float(value) for value in range(80, 90)]
