"""The skill codes that lessons name: a closed list, never changed and never used again."""

SKILLS = {
    "KNS.TB.1": "Dùng thiết bị",
    "KNS.TB.2": "Dùng phần mềm, ứng dụng",
    "KNS.TT.1": "Tìm và chọn thông tin",
    "KNS.TT.2": "Xét tin thật, tin giả",
    "KNS.TT.3": "Cất và tìm lại dữ liệu",
    "KNS.GT.1": "Giao tiếp, hợp tác",
    "KNS.ND.1": "Tạo, gửi nội dung số",
    "KNS.AT.1": "An toàn, chống lừa đảo",
    "KNS.DV.1": "Dịch vụ công trực tuyến",
    "KNS.DV.2": "Thanh toán, mua bán, y tế số",
    "KNS.AI.1": "Làm quen trí tuệ nhân tạo",
}
"""Code → name, after the digital skills framework for citizens (2024) and its fields."""
