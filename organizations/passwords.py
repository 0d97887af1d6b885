"""Django's password rules with their reasons in Thai."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as rules


class NotLikeThePerson(rules.UserAttributeSimilarityValidator):
    """Refuses a password that resembles the username, the name or the address."""

    def get_error_message(self) -> str:
        """Say why."""
        return "รหัสผ่านคล้ายกับชื่อหรืออีเมลของท่านเกินไป"

    def get_help_text(self) -> str:
        """Say what to do."""
        return "ไม่คล้ายกับชื่อผู้ใช้ ชื่อ นามสกุล หรืออีเมลของท่าน"


class LongEnough(rules.MinimumLengthValidator):
    """Refuses a short password."""

    def get_error_message(self) -> str:
        """Say why."""
        return f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {self.min_length} ตัวอักษร"

    def get_help_text(self) -> str:
        """Say what to do."""
        return f"มีอย่างน้อย {self.min_length} ตัวอักษร"


class NotCommon(rules.CommonPasswordValidator):
    """Refuses a password that many people use."""

    def get_error_message(self) -> Any:
        """Say why."""
        return "รหัสผ่านนี้มีผู้ใช้ทั่วไปจำนวนมาก จึงเดาได้ง่าย"

    def get_help_text(self) -> Any:
        """Say what to do."""
        return "ไม่เป็นรหัสผ่านที่ใช้กันทั่วไป"


class NotOnlyDigits(rules.NumericPasswordValidator):
    """Refuses a password of digits alone."""

    def get_error_message(self) -> Any:
        """Say why."""
        return "รหัสผ่านต้องไม่เป็นตัวเลขล้วน"

    def get_help_text(self) -> Any:
        """Say what to do."""
        return "ไม่เป็นตัวเลขล้วน"
