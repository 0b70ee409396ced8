"""titcheck holds the books of the Technical Intern Training Program (技能実習) against the law."""

__version__ = "0.1.0"
