from django.urls import path

from .views import calendars, pages, papers, planning, recording

app_name = "meetings"

urlpatterns = [
    path("", pages.events, name="list"),
    path("month/", pages.month, name="month"),
    path("attendance/", pages.attendance, name="attendance"),
    path("plan/", planning.plan, name="plan"),
    path("record/", recording.record, name="record"),
    path("calendar/", calendars.help_page, name="calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("decisions/<uuid:pk>/done/", papers.done, name="decision_done"),
    path("decisions/<uuid:pk>/release/", papers.release, name="decision_release"),
    path("<uuid:pk>/", pages.event, name="event"),
    path("<uuid:pk>/edit/", planning.edit, name="edit"),
    path("<uuid:pk>/invite/", planning.invite, name="invite"),
    path("<uuid:pk>/seats/<uuid:seat>/answer/", planning.answer, name="answer"),
    path("<uuid:pk>/seats/<uuid:seat>/withdraw/", planning.withdraw, name="withdraw"),
    path("<uuid:pk>/cancel/", planning.cancel, name="cancel"),
    path("<uuid:pk>/move/", planning.move, name="move"),
    path("<uuid:pk>/key/", planning.flag, name="flag"),
    path("<uuid:pk>/key/back/", planning.unflag, name="unflag"),
    path("<uuid:pk>/held/", recording.held, name="held"),
    path("<uuid:pk>/presence/", recording.presence, name="presence"),
    path("<uuid:pk>/also/", recording.tag, name="tag"),
    path("<uuid:pk>/also/<int:tag>/back/", recording.untag, name="untag"),
    path("<uuid:pk>/close/", recording.close, name="close"),
    path("<uuid:pk>/reopen/", recording.reopen, name="reopen"),
    path("<uuid:pk>/minutes/", papers.minutes, name="minutes"),
    path("<uuid:pk>/minutes/<int:number>/", papers.revision, name="revision"),
    path("<uuid:pk>/minutes/<int:number>/file/", papers.file, name="file"),
    path("<uuid:pk>/minutes.docx", papers.docx, name="docx"),
    path("<uuid:pk>/decide/", papers.decide, name="decide"),
    path("<uuid:pk>/event.ics", calendars.one, name="ics"),
]
